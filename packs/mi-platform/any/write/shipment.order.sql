INSERT INTO shipment_orders (
    id, shipment_id, position, order_id)
SELECT
    id, parent_id, ordinal, order_id
FROM stage_shipment_order
WHERE is_new = 1
ORDER BY id;

UPDATE shipment_orders
SET
    shipment_id = s.parent_id, position = s.ordinal, order_id = s.order_id
FROM stage_shipment_order AS s
WHERE s.is_new = 0 AND shipment_orders.id = s.id;
