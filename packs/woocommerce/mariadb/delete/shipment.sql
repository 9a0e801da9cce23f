DELETE m FROM wp_wc_order_fulfillment_meta AS m
JOIN stage_delete AS s ON s.id = m.fulfillment_id;

DELETE f FROM wp_wc_order_fulfillments AS f
JOIN stage_delete AS s ON s.id = f.fulfillment_id
