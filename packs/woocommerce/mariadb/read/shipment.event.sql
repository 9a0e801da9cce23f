-- WooCommerce has no tracking events; those of a moved shipment are one meta each.
SELECT
    x.fulfillment_id AS parent,
    x.meta_id AS `key`,
    CAST(json_value(x.meta_value, '$.parcel_id') AS SIGNED) AS parcel,
    json_value(x.meta_value, '$.at') AS at,
    json_value(x.meta_value, '$.offset_minutes') AS offset_minutes,
    json_value(x.meta_value, '$.status') AS status,
    json_value(x.meta_value, '$.raw_code') AS raw_code,
    json_value(x.meta_value, '$.raw_text') AS raw_text,
    json_value(x.meta_value, '$.location') AS location
FROM wp_wc_order_fulfillment_meta AS x
WHERE x.meta_key = '_storefold_event' AND x.date_deleted IS NULL AND /*keys x.fulfillment_id*/
ORDER BY x.fulfillment_id, x.meta_id
