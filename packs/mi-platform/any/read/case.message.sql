SELECT
    case_id AS parent, id AS "key", at, author AS "by", text
FROM case_messages
WHERE /*keys case_id*/
ORDER BY case_id, position, id
