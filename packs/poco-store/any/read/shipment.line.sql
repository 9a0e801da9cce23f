SELECT l.shipment_id AS parent,
       l.id AS "key",
       l.order_id AS "order",
       l.order_line_id AS order_line,
       l.quantity AS qty
FROM shipment_lines l
WHERE /*keys l.shipment_id*/
ORDER BY l.shipment_id, l.id
