INSERT INTO coupons (
    id, title, type, value, currency, max_discount, min_spend, min_qty, starts_at, ends_at, limit_total,
    limit_per_customer, is_stackable, scopes, origin, is_active, is_mappable, why_not, created_at)
SELECT
    id, title, type, value, currency, max_discount, min_spend, min_qty, starts_at, ends_at, limit_total,
    limit_per_customer, stackable, scopes, origin, active, mappable, why_not, created_at
FROM stage_coupon
WHERE is_new = 1
ORDER BY id;

UPDATE coupons AS t JOIN stage_coupon AS s ON s.id = t.id
SET
    t.title = s.title, t.type = s.type, t.value = s.value, t.currency = s.currency,
    t.max_discount = s.max_discount, t.min_spend = s.min_spend, t.min_qty = s.min_qty,
    t.starts_at = s.starts_at, t.ends_at = s.ends_at, t.limit_total = s.limit_total,
    t.limit_per_customer = s.limit_per_customer, t.is_stackable = s.stackable, t.scopes = s.scopes,
    t.origin = s.origin, t.is_active = s.active, t.is_mappable = s.mappable, t.why_not = s.why_not,
    t.created_at = s.created_at
WHERE s.is_new = 0;
