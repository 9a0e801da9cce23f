INSERT INTO coupon_uses (
    id, coupon_id, position, code_id, customer_id, email, order_id, amount, currency, at, reversed_at)
SELECT
    id, parent_id, ordinal, code_id, customer_id, email, order_id, amount, currency, at, reversed_at
FROM stage_coupon_use
WHERE is_new = 1
ORDER BY id;

UPDATE coupon_uses AS t JOIN stage_coupon_use AS s ON s.id = t.id
SET
    t.coupon_id = s.parent_id, t.position = s.ordinal, t.code_id = s.code_id, t.customer_id = s.customer_id,
    t.email = s.email, t.order_id = s.order_id, t.amount = s.amount, t.currency = s.currency, t.at = s.at,
    t.reversed_at = s.reversed_at
WHERE s.is_new = 0;
