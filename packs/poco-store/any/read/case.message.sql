SELECT m.case_id AS parent,
       m.id AS "key",
       m.at_ms AS at,
       m.author AS "by",
       m.text
FROM return_messages m
WHERE /*keys m.case_id*/
ORDER BY m.case_id, m.id
