INSERT INTO coupon_uses (
    id, coupon_id, position, code_id, customer_id, email, order_id, amount, currency, at, reversed_at)
SELECT
    id, parent_id, ordinal, code_id, customer_id, email, order_id, amount, currency, at, reversed_at
FROM stage_coupon_use
WHERE is_new = 1
ORDER BY id;

UPDATE coupon_uses
SET
    coupon_id = s.parent_id, position = s.ordinal, code_id = s.code_id, customer_id = s.customer_id,
    email = s.email, order_id = s.order_id, amount = s.amount, currency = s.currency, at = s.at,
    reversed_at = s.reversed_at
FROM stage_coupon_use AS s
WHERE s.is_new = 0 AND coupon_uses.id = s.id;
