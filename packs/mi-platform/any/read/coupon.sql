SELECT
    id AS "key", 'mi' AS sites, title, type, value, currency, max_discount, min_spend, min_qty, starts_at,
    ends_at, limit_total, limit_per_customer, is_stackable AS stackable, scopes, origin, is_active AS active,
    is_mappable AS mappable, why_not, created_at
FROM coupons
WHERE /*keys id*/
ORDER BY id
