INSERT INTO coupon_codes (
    id, coupon_id, position, code, holder_customer_id, holder_email, usage_limit, used_count, held_by_order_id,
    expires_at)
SELECT
    id, parent_id, ordinal, code, holder_id, holder_email, `limit`, used, held_by_id, expires_at
FROM stage_coupon_code
WHERE is_new = 1
ORDER BY id;

UPDATE coupon_codes AS t JOIN stage_coupon_code AS s ON s.id = t.id
SET
    t.coupon_id = s.parent_id, t.position = s.ordinal, t.code = s.code, t.holder_customer_id = s.holder_id,
    t.holder_email = s.holder_email, t.usage_limit = s.`limit`, t.used_count = s.used,
    t.held_by_order_id = s.held_by_id, t.expires_at = s.expires_at
WHERE s.is_new = 0;
