INSERT INTO coupon_codes (
    id, coupon_id, position, code, holder_customer_id, holder_email, usage_limit, used_count, held_by_order_id,
    expires_at)
SELECT
    id, parent_id, ordinal, code, holder_id, holder_email, "limit", used, held_by_id, expires_at
FROM stage_coupon_code
WHERE is_new = 1
ORDER BY id;

UPDATE coupon_codes
SET
    coupon_id = s.parent_id, position = s.ordinal, code = s.code, holder_customer_id = s.holder_id,
    holder_email = s.holder_email, usage_limit = s."limit", used_count = s.used,
    held_by_order_id = s.held_by_id, expires_at = s.expires_at
FROM stage_coupon_code AS s
WHERE s.is_new = 0 AND coupon_codes.id = s.id;
