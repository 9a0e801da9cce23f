INSERT INTO shipment_orders (
    id, shipment_id, position, order_id)
SELECT
    id, parent_id, ordinal, order_id
FROM stage_shipment_order
WHERE is_new = 1
ORDER BY id;

UPDATE shipment_orders AS t JOIN stage_shipment_order AS s ON s.id = t.id
SET
    t.shipment_id = s.parent_id, t.position = s.ordinal, t.order_id = s.order_id
WHERE s.is_new = 0;
