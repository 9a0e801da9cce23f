INSERT INTO coupons (
    id, title, type, value, currency, max_discount, min_spend, min_qty, starts_at, ends_at, limit_total,
    limit_per_customer, is_stackable, scopes, origin, is_active, is_mappable, why_not, created_at)
SELECT
    id, title, type, value, currency, max_discount, min_spend, min_qty, starts_at, ends_at, limit_total,
    limit_per_customer, stackable, scopes, origin, active, mappable, why_not, created_at
FROM stage_coupon
WHERE is_new = 1
ORDER BY id;

UPDATE coupons
SET
    title = s.title, type = s.type, value = s.value, currency = s.currency, max_discount = s.max_discount,
    min_spend = s.min_spend, min_qty = s.min_qty, starts_at = s.starts_at, ends_at = s.ends_at,
    limit_total = s.limit_total, limit_per_customer = s.limit_per_customer, is_stackable = s.stackable,
    scopes = s.scopes, origin = s.origin, is_active = s.active, is_mappable = s.mappable, why_not = s.why_not,
    created_at = s.created_at
FROM stage_coupon AS s
WHERE s.is_new = 0 AND coupons.id = s.id;
