DELETE x FROM wp_wc_order_fulfillment_meta AS x
JOIN stage_shipment_line AS s ON s.id = x.meta_id AND s.is_new = 0;

INSERT INTO wp_wc_order_fulfillment_meta (meta_id, fulfillment_id, meta_key, meta_value, date_updated)
SELECT s.id, s.parent_id, '_storefold_line', json_object(
    'order_id', s.order_id, 'order_line_id', s.order_line_id, 'qty', s.qty), utc_timestamp()
FROM stage_shipment_line AS s
ORDER BY s.id
