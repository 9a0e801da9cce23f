SELECT
    order_id AS parent, id AS "key", at, type, actor, is_visible AS visible, text
FROM order_events
WHERE /*keys order_id*/
ORDER BY order_id, position, id
