-- A fulfilment belongs to one order; a moved shipment that covers several has one meta `_storefold_order` for each.
SELECT -k.id AS parent, -k.id AS `key`, CAST(o.id AS SIGNED) AS `order`, CASE WHEN o.id IS NULL THEN 'order_is_gone' END AS skip
FROM wp_wc_orders_meta AS k
LEFT JOIN wp_wc_orders AS o ON o.id = k.order_id
WHERE k.meta_key IN ('_wc_shipment_tracking_items', '_aftership_tracking_items') AND /*keys -k.id*/
UNION ALL
SELECT
    CAST(f.fulfillment_id AS SIGNED),
    CAST(coalesce(x.meta_id, 0) AS SIGNED),
    CAST(CASE WHEN x.meta_id IS NULL THEN f.entity_id ELSE json_value(x.meta_value, '$.order_id') END AS SIGNED),
    NULL
FROM wp_wc_order_fulfillments AS f
LEFT JOIN wp_wc_order_fulfillment_meta AS x ON x.fulfillment_id = f.fulfillment_id AND x.meta_key IN ('_storefold_order_1',
    '_storefold_order')
    AND x.date_deleted IS NULL
WHERE /*keys f.fulfillment_id*/
ORDER BY parent, `key`
