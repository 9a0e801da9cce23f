DELETE t FROM coupons AS t JOIN stage_delete AS d ON d.id = t.id;
