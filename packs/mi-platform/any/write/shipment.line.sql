INSERT INTO shipment_lines (
    id, shipment_id, position, order_line_id, qty)
SELECT
    id, parent_id, ordinal, order_line_id, qty
FROM stage_shipment_line
WHERE is_new = 1
ORDER BY id;

UPDATE shipment_lines
SET
    shipment_id = s.parent_id, position = s.ordinal, order_line_id = s.order_line_id, qty = s.qty
FROM stage_shipment_line AS s
WHERE s.is_new = 0 AND shipment_lines.id = s.id;
