SELECT
    case_id AS parent, id AS key, order_line_id AS order_line, order_id AS "order", qty, reason, condition
FROM case_lines
WHERE /*keys case_id*/
ORDER BY case_id, position, id
