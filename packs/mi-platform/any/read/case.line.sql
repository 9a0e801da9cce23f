SELECT
    l.case_id AS parent, l.id AS "key", l.order_line_id AS order_line, l.order_id AS "order", l.qty, l.reason,
    l.condition
FROM case_lines AS l
WHERE /*keys l.case_id*/
ORDER BY l.case_id, l.position, l.id
