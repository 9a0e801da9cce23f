-- The items of a fulfilment are one JSON list. A moved shipment has one meta `_storefold_line` for each of its lines instead.
SELECT
    CAST(f.fulfillment_id AS SIGNED) AS parent,
    -CAST(t.nr AS SIGNED) AS `key`,
    CAST(i.order_id AS SIGNED) AS `order`,
    CAST(i.order_item_id AS SIGNED) AS order_line,
    CAST(t.qty AS DECIMAL(26, 8)) AS qty,
    CASE
        WHEN i.order_item_id IS NULL THEN 'line_is_gone'
    END AS skip
FROM wp_wc_order_fulfillments AS f
JOIN wp_wc_order_fulfillment_meta AS m ON m.fulfillment_id = f.fulfillment_id AND m.meta_key = '_items' AND m.date_deleted IS NULL
JOIN json_table(m.meta_value, '$[*]' COLUMNS (
    nr FOR ORDINALITY, item BIGINT PATH '$.item_id', qty VARCHAR(40) PATH '$.qty')) AS t
LEFT JOIN wp_woocommerce_order_items AS i ON i.order_item_id = t.item
WHERE NOT EXISTS (
        SELECT 1 FROM wp_wc_order_fulfillment_meta AS w WHERE w.fulfillment_id = f.fulfillment_id AND w.meta_key = '_storefold')
    AND /*keys f.fulfillment_id*/
UNION ALL
SELECT
    CAST(x.fulfillment_id AS SIGNED), CAST(x.meta_id AS SIGNED), CAST(json_value(x.meta_value, '$.order_id') AS SIGNED),
    CAST(json_value(x.meta_value, '$.order_line_id') AS SIGNED), CAST(json_value(x.meta_value, '$.qty') AS DECIMAL(26, 8)), NULL
FROM wp_wc_order_fulfillment_meta AS x
WHERE x.meta_key = '_storefold_line' AND x.date_deleted IS NULL AND /*keys x.fulfillment_id*/
ORDER BY parent, `key` < 0 DESC, abs(`key`)
