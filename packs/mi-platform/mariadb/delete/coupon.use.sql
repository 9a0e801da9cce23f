DELETE t FROM coupon_uses AS t JOIN stage_delete AS d ON d.id = t.id;
