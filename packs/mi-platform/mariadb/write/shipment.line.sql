INSERT INTO shipment_lines (
    id, shipment_id, position, order_line_id, qty)
SELECT
    id, parent_id, ordinal, order_line_id, qty
FROM stage_shipment_line
WHERE is_new = 1
ORDER BY id;

UPDATE shipment_lines AS t JOIN stage_shipment_line AS s ON s.id = t.id
SET
    t.shipment_id = s.parent_id, t.position = s.ordinal, t.order_line_id = s.order_line_id, t.qty = s.qty
WHERE s.is_new = 0;
