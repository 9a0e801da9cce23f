SELECT l.case_id AS parent,
       l.id AS "key",
       l.order_id AS "order",
       l.order_line_id AS order_line,
       l.quantity AS qty,
       l.why AS reason,
       l.condition
FROM return_lines l
WHERE /*keys l.case_id*/
ORDER BY l.case_id, l.id
