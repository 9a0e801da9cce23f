DELETE t FROM order_events AS t JOIN stage_delete AS d ON d.id = t.id;
