SELECT
    id AS "key", 'mi' AS sites, kind, number, order_id AS "order", customer_id AS customer, state,
    requested_resolution, labels, deadline_at, created_at
FROM cases
WHERE /*keys id*/
ORDER BY id
