DELETE x FROM wp_wc_order_fulfillment_meta AS x
JOIN stage_shipment_event AS s ON s.id = x.meta_id AND s.is_new = 0;

INSERT INTO wp_wc_order_fulfillment_meta (meta_id, fulfillment_id, meta_key, meta_value, date_updated)
SELECT s.id, s.parent_id, '_storefold_event', json_object(
    'parcel_id', s.parcel_id, 'at', s.at, 'offset_minutes', s.offset_minutes, 'status', s.status, 'raw_code', s.raw_code,
    'raw_text', s.raw_text, 'location', s.location), utc_timestamp()
FROM stage_shipment_event AS s
ORDER BY s.id
