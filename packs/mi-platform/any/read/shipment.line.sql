SELECT
    l.shipment_id AS parent, l.id AS "key", o.order_id AS "order", l.order_line_id AS order_line, l.qty
FROM shipment_lines AS l
LEFT JOIN order_lines AS o ON o.id = l.order_line_id
WHERE /*keys l.shipment_id*/
ORDER BY l.shipment_id, l.position, l.id
