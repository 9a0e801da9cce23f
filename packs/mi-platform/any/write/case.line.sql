INSERT INTO case_lines (
    id, case_id, position, order_line_id, order_id, qty, reason, condition)
SELECT
    id, parent_id, ordinal, order_line_id, order_id, qty, reason, condition
FROM stage_case_line
WHERE is_new = 1
ORDER BY id;

UPDATE case_lines
SET
    case_id = s.parent_id, position = s.ordinal, order_line_id = s.order_line_id, order_id = s.order_id,
    qty = s.qty, reason = s.reason, condition = s.condition
FROM stage_case_line AS s
WHERE s.is_new = 0 AND case_lines.id = s.id;
