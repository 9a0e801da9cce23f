DELETE x FROM wp_wc_order_fulfillment_meta AS x
JOIN stage_delete AS s ON s.id = x.meta_id
