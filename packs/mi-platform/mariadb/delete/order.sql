UPDATE coupon_codes AS t JOIN stage_delete AS d ON d.id = t.held_by_order_id SET t.held_by_order_id = NULL;

DELETE t FROM orders AS t JOIN stage_delete AS d ON d.id = t.id;
