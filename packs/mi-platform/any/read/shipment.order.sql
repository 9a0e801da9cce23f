SELECT
    shipment_id AS parent, id AS "key", order_id AS "order"
FROM shipment_orders
WHERE /*keys shipment_id*/
ORDER BY shipment_id, position, id
