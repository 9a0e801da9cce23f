-- A customer asks to send something back.
CREATE TEMPORARY TABLE IF NOT EXISTS rehearsed_return (order_id bigint, id bigint);
DELETE FROM rehearsed_return;

INSERT INTO rehearsed_return (order_id, id)
SELECT * FROM (
    SELECT o.id, coalesce((SELECT max(id) FROM return_cases), 0) + 1
    FROM orders o
    WHERE o.site = ?1 AND o.state = 'placed' AND o.goods_state = 'there' AND o.placed_ms <= ?3
      AND NOT EXISTS (SELECT 1 FROM return_cases r WHERE r.order_id = o.id)
      AND EXISTS (SELECT 1 FROM order_lines l WHERE l.order_id = o.id AND l.kind = 'item')
      AND o.id >= CAST(?2 AS bigint) * 7919 % (SELECT max(id) FROM orders)
    ORDER BY o.id
    LIMIT 1
) AS later
UNION ALL
SELECT * FROM (
    SELECT o.id, coalesce((SELECT max(id) FROM return_cases), 0) + 1
    FROM orders o
    WHERE o.site = ?1 AND o.state = 'placed' AND o.goods_state = 'there' AND o.placed_ms <= ?3
      AND NOT EXISTS (SELECT 1 FROM return_cases r WHERE r.order_id = o.id)
      AND EXISTS (SELECT 1 FROM order_lines l WHERE l.order_id = o.id AND l.kind = 'item')
      AND o.id < CAST(?2 AS bigint) * 7919 % (SELECT max(id) FROM orders)
    ORDER BY o.id
    LIMIT 1
) AS earlier
LIMIT 1;

INSERT INTO return_cases (id, number, site, kind, order_id, customer_id, state, wish, labels, deadline_ms, opened_ms)
SELECT r.id, 'RMA-' || ?1 || '-' || r.id, ?1, 'return', r.order_id, o.customer_id, 'asked', 'money', '[]', ?3 + 30 * bigint '86400000', ?3
FROM rehearsed_return r JOIN orders o ON o.id = r.order_id;

INSERT INTO return_lines (case_id, order_id, order_line_id, quantity, why, condition)
SELECT r.id, r.order_id, (SELECT min(l.id) FROM order_lines l WHERE l.order_id = r.order_id AND l.kind = 'item'), '1',
       'Changed their mind', 'opened'
FROM rehearsed_return r;

INSERT INTO return_messages (case_id, at_ms, author, text)
SELECT r.id, ?3, 'customer', 'I would like to send this back.' FROM rehearsed_return r;

SELECT c.number AS subject, 'opened for order ' || o.number AS detail
FROM rehearsed_return r JOIN return_cases c ON c.id = r.id JOIN orders o ON o.id = r.order_id;
