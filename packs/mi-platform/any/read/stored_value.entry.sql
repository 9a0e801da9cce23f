SELECT
    stored_value_id AS parent, id AS "key", at, type, amount, order_id AS "order", note
FROM stored_value_entries
WHERE /*keys stored_value_id*/
ORDER BY stored_value_id, position, id
