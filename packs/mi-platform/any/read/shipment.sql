SELECT
    id AS "key", 'mi' AS sites, method, created_at, shipped_at, delivered_at, state, destination
FROM shipments
WHERE /*keys id*/
ORDER BY id
