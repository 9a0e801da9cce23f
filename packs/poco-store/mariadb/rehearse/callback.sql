-- The payment provider reports that a payment which was pending has gone through.
CREATE TEMPORARY TABLE IF NOT EXISTS rehearsed_payment (order_id bigint);
DELETE FROM rehearsed_payment;

INSERT INTO rehearsed_payment (order_id)
SELECT o.id FROM orders o
WHERE o.site = ?1 AND o.state = 'awaiting_payment' AND o.placed_ms <= ?3
ORDER BY o.placed_ms DESC, o.id
LIMIT 1;

INSERT INTO payments (order_id, method, gateway, gateway_ref, action, amount, outcome, at_ms)
SELECT o.id, 'bank', 'pay.example', concat('tx_', lpad(lower(hex(o.id)), 8, '0')), 'take', o.grand_total, 'ok', ?3
FROM rehearsed_payment r JOIN orders o ON o.id = r.order_id;

UPDATE orders JOIN rehearsed_payment AS chosen ON chosen.order_id = orders.id
SET state = 'placed', money_state = 'settled', paid_total = grand_total;

INSERT INTO order_log (order_id, at_ms, what, who, is_public)
SELECT r.order_id, ?3, 'paid', 'provider', true FROM rehearsed_payment r;

SELECT o.number AS subject, concat(o.grand_total, ' ', o.currency, ' captured') AS detail
FROM rehearsed_payment r JOIN orders o ON o.id = r.order_id;
