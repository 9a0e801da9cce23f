UPDATE orders AS t JOIN stage_delete AS d ON d.id = t.held_coupon_code_id SET t.held_coupon_code_id = NULL;

DELETE t FROM coupon_codes AS t JOIN stage_delete AS d ON d.id = t.id;
