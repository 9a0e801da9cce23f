-- The first parcel is the fulfilment's own; further ones are metas that WooCommerce does not show.
DELETE x FROM wp_wc_order_fulfillment_meta AS x
JOIN stage_shipment_parcel AS s ON s.id = x.meta_id AND s.is_new = 0;

INSERT INTO wp_wc_order_fulfillment_meta (meta_id, fulfillment_id, meta_key, meta_value, date_updated)
SELECT s.id, s.parent_id, CASE WHEN s.ordinal = 0 AND s.tracking_no IS NOT NULL THEN '_storefold_parcel_1'
    ELSE '_storefold_parcel' END, json_object(
    'carrier_code', s.carrier_code, 'carrier_name', s.carrier_name, 'tracking_no', s.tracking_no, 'url', s.url,
    'weight_g', s.weight_g, 'first', s.ordinal = 0 AND s.tracking_no IS NOT NULL, 'native_provider', coalesce(s.carrier_code,
        'other')), utc_timestamp()
FROM stage_shipment_parcel AS s
ORDER BY s.id;

DELETE m FROM wp_wc_order_fulfillment_meta AS m
JOIN stage_shipment_parcel AS s ON s.parent_id = m.fulfillment_id AND s.ordinal = 0 AND s.tracking_no IS NOT NULL
WHERE m.meta_key IN ('_tracking_number', '_shipment_provider', '_provider_name', '_tracking_url');

INSERT INTO wp_wc_order_fulfillment_meta (fulfillment_id, meta_key, meta_value, date_updated)
SELECT s.parent_id, k.name, json_quote(CASE k.name
    WHEN '_tracking_number' THEN s.tracking_no
    WHEN '_shipment_provider' THEN coalesce(s.carrier_code, 'other')
    WHEN '_provider_name' THEN s.carrier_name
    ELSE s.url END), utc_timestamp()
FROM stage_shipment_parcel AS s
JOIN (SELECT '_tracking_number' AS name UNION ALL SELECT '_shipment_provider' UNION ALL SELECT '_provider_name'
    UNION ALL SELECT '_tracking_url') AS k
WHERE s.ordinal = 0 AND s.tracking_no IS NOT NULL AND CASE k.name WHEN '_tracking_number'
    THEN s.tracking_no WHEN '_shipment_provider' THEN '1'
    WHEN '_provider_name' THEN s.carrier_name ELSE s.url END IS NOT NULL
ORDER BY s.id
