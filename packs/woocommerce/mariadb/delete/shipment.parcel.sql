DELETE m FROM wp_wc_order_fulfillment_meta AS m
JOIN wp_wc_order_fulfillment_meta AS x ON x.fulfillment_id = m.fulfillment_id
JOIN stage_delete AS s ON s.id = x.meta_id
WHERE json_value(x.meta_value, '$.first') = '1'
    AND m.meta_key IN ('_tracking_number', '_shipment_provider', '_provider_name', '_tracking_url');

DELETE x FROM wp_wc_order_fulfillment_meta AS x
JOIN stage_delete AS s ON s.id = x.meta_id
