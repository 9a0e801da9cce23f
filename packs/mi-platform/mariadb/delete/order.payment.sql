DELETE t FROM order_payments AS t JOIN stage_delete AS d ON d.id = t.id;
