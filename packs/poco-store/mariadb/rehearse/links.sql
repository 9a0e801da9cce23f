-- The link of an order as its customer was sent it. The invented shop's secrets can be told from the number.
SELECT 'order_link' AS subject, concat('/orders/', o.number, '?key=sample-', o.number) AS detail
FROM orders o
JOIN customers c ON c.id = o.customer_id AND c.state = 'active'
WHERE o.site = ?1 AND o.state = 'placed' AND o.goods_state = 'there' AND NOT o.is_test AND o.link_hash IS NOT NULL
ORDER BY o.id < ?2 * 7919 % (SELECT max(id) FROM orders), o.id
LIMIT 1;
