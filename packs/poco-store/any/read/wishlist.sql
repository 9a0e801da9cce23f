SELECT w.id AS "key",
       w.site AS sites,
       CASE WHEN c.state = 'erased' THEN 'erased_customer' END AS skip,
       w.customer_id AS customer,
       w.variant_id AS product,
       w.at_ms AS at
FROM wishlists w
LEFT JOIN customers c ON c.id = w.customer_id
WHERE /*keys w.id*/
ORDER BY w.id
