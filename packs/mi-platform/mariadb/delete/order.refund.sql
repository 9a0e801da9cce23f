DELETE t FROM order_refunds AS t JOIN stage_delete AS d ON d.id = t.id;
