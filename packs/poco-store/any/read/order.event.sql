SELECT e.order_id AS parent,
       e.id AS "key",
       e.at_ms AS at,
       e.what AS type,
       e.who AS actor,
       e.is_public AS visible,
       e.text
FROM order_log e
WHERE /*keys e.order_id*/
ORDER BY e.order_id, e.id
