INSERT INTO case_lines (
    id, case_id, position, order_line_id, order_id, qty, reason, `condition`)
SELECT
    id, parent_id, ordinal, order_line_id, order_id, qty, reason, `condition`
FROM stage_case_line
WHERE is_new = 1
ORDER BY id;

UPDATE case_lines AS t JOIN stage_case_line AS s ON s.id = t.id
SET
    t.case_id = s.parent_id, t.position = s.ordinal, t.order_line_id = s.order_line_id, t.order_id = s.order_id,
    t.qty = s.qty, t.reason = s.reason, t.`condition` = s.`condition`
WHERE s.is_new = 0;
