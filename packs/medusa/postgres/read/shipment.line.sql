-- The index on the fulfilment holds living rows only, so deleted ones are asked for apart.
SELECT
    l.parent,
    l.id AS key,
    l.skip,
    coalesce(
        (SELECT i.order_id FROM order_item AS i WHERE i.item_id = l.line_item_id AND i.deleted_at IS NULL LIMIT 1),
        (SELECT w.order_id FROM order_shipping AS w WHERE w.shipping_method_id = l.line_item_id AND w.deleted_at IS NULL LIMIT 1)
    ) AS "order",
    l.line_item_id AS order_line,
    trim_scale(l.quantity) AS qty
FROM (
    SELECT i.fulfillment_id AS parent, i.id, i.line_item_id, i.quantity, NULL AS skip
    FROM fulfillment_item AS i WHERE i.deleted_at IS NULL
    UNION ALL
    SELECT NULL, i.id, i.line_item_id, i.quantity, 'deleted_shipment'
    FROM fulfillment_item AS i WHERE i.deleted_at IS NOT NULL) AS l
WHERE /*keys l.parent COLLATE "C"*/
ORDER BY l.parent COLLATE "C", l.id COLLATE "C"
