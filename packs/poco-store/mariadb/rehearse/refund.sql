-- The first line of a delivered order is paid back to where the money came from.
CREATE TEMPORARY TABLE IF NOT EXISTS rehearsed_refund (order_id bigint, line bigint, payment bigint);
DELETE FROM rehearsed_refund;

INSERT INTO rehearsed_refund (order_id, line, payment)
SELECT * FROM (
    SELECT o.id, l.id AS line, (SELECT min(p.id) FROM payments p WHERE p.order_id = o.id AND p.action = 'take' AND p.outcome = 'ok')
    FROM orders o
    JOIN order_lines l ON l.id = (SELECT min(f.id) FROM order_lines f WHERE f.order_id = o.id)
    WHERE o.site = ?1 AND o.state = 'placed' AND o.money_state = 'settled' AND o.goods_state = 'there' AND o.refunded_total = '0.00'
      AND l.quantity = '1' AND l.kind = 'item'
      AND EXISTS (SELECT 1 FROM payments p WHERE p.order_id = o.id AND p.action = 'take' AND p.outcome = 'ok')
      AND o.id >= ?2 * 7919 % (SELECT max(id) FROM orders)
    ORDER BY o.id
    LIMIT 1
) AS later
UNION ALL
SELECT * FROM (
    SELECT o.id, l.id AS line, (SELECT min(p.id) FROM payments p WHERE p.order_id = o.id AND p.action = 'take' AND p.outcome = 'ok')
    FROM orders o
    JOIN order_lines l ON l.id = (SELECT min(f.id) FROM order_lines f WHERE f.order_id = o.id)
    WHERE o.site = ?1 AND o.state = 'placed' AND o.money_state = 'settled' AND o.goods_state = 'there' AND o.refunded_total = '0.00'
      AND l.quantity = '1' AND l.kind = 'item'
      AND EXISTS (SELECT 1 FROM payments p WHERE p.order_id = o.id AND p.action = 'take' AND p.outcome = 'ok')
      AND o.id < ?2 * 7919 % (SELECT max(id) FROM orders)
    ORDER BY o.id
    LIMIT 1
) AS earlier
LIMIT 1;

INSERT INTO refunds (order_id, payment_id, amount, goods_part, delivery_part, correction, `lines`, back_to, why, outcome, gateway_ref, at_ms)
SELECT r.order_id, r.payment, l.gross_sum, l.gross_sum, '0.00', '0.00',
       JSON_ARRAY(JSON_OBJECT('line', 0, 'qty', '1', 'amount', CAST(l.gross_sum AS CHAR))),
       'source', 'Changed their mind', 'ok', concat('rf_', lpad(lower(hex(r.order_id)), 8, '0')), ?3
FROM rehearsed_refund r JOIN order_lines l ON l.id = r.line;

UPDATE orders JOIN rehearsed_refund AS chosen ON chosen.order_id = orders.id
SET refunded_total = (SELECT l.gross_sum FROM rehearsed_refund r JOIN order_lines l ON l.id = r.line),
    money_state = CASE grand_total WHEN (SELECT l.gross_sum FROM rehearsed_refund r JOIN order_lines l ON l.id = r.line)
                                   THEN 'back' ELSE 'partly_back' END;

INSERT INTO order_log (order_id, at_ms, what, who, is_public)
SELECT r.order_id, ?3, 'refunded', 'shop', true FROM rehearsed_refund r;

SELECT o.number AS subject, concat(o.refunded_total, ' ', o.currency, ' paid back') AS detail
FROM rehearsed_refund r JOIN orders o ON o.id = r.order_id;
