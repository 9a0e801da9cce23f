SELECT x.shipment_id AS parent,
       x.id AS "key",
       x.order_id AS "order"
FROM shipment_orders x
WHERE /*keys x.shipment_id*/
ORDER BY x.shipment_id, x.id
