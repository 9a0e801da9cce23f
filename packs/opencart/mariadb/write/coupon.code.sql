-- A code that this platform cannot honour as it was meant is kept, but switched off, for OpenCart would give away more: other
-- kinds of discount, another currency than the shop's, a bound that OpenCart does not know (a highest discount, a least quantity,
-- scopes, a holder), or no use left. A coupon is staged together with all its codes and uses.
INSERT INTO oc_coupon (
    coupon_id, name, code, type, discount, logged, shipping, total, date_start, date_end, uses_total, uses_customer,
    status, date_added)
SELECT s.id, CONCAT('<!--sf:c:', s.parent_id, ':'), '', 'F', 0, 0, 0, 0, NULL, NULL, 0, 0, 0, NULL
FROM stage_coupon_code AS s
WHERE s.is_new = 1;

-- OpenCart gives the discount and the shipping where a coupon has both, compares days with NULL as never, asks for the limit of
-- a customer only who is logged in, and counts the rows of one code: its limit is what is left, and the rows.
UPDATE oc_coupon AS k
JOIN stage_coupon_code AS s ON s.id = k.coupon_id
JOIN stage_coupon AS d ON d.id = s.parent_id
JOIN oc_coupon AS c ON c.coupon_id = s.parent_id
JOIN (
    SELECT y.id, y.uses, y.total_left, y.left_over, SUM(y.left_over) OVER (PARTITION BY y.parent_id) AS together
    FROM (
        SELECT
            x.id, x.parent_id, x.uses, x.limit_total - x.taken_together AS total_left,
            GREATEST(0, LEAST(
                COALESCE(x.`limit` - x.taken, x.limit_total - x.taken_together),
                COALESCE(x.limit_total - x.taken_together, x.`limit` - x.taken))) AS left_over
        FROM (
            SELECT
                w.id, w.parent_id, w.`limit`, t.limit_total, COALESCE(n.uses, 0) AS uses,
                -- One that an unpaid order holds is as good as used.
                GREATEST(COALESCE(w.used, 0), COALESCE(n.uses, 0)) + (w.held_by_id IS NOT NULL) AS taken,
                SUM(GREATEST(COALESCE(w.used, 0), COALESCE(n.uses, 0)) + (w.held_by_id IS NOT NULL))
                    OVER (PARTITION BY w.parent_id) AS taken_together
            FROM stage_coupon_code AS w
            JOIN stage_coupon AS t ON t.id = w.parent_id
            LEFT JOIN (
                SELECT u.code_id, COUNT(*) AS uses FROM stage_coupon_use AS u
                WHERE u.reversed_at IS NULL OR u.order_id IS NULL GROUP BY u.code_id) AS n ON n.code_id = w.id) AS x) AS y
    ) AS z ON z.id = s.id
SET
    k.name = CONCAT(SUBSTRING_INDEX(c.name, '<!--sf:', 1), '<!--sf:c:', s.parent_id, ':',
        COALESCE(s.used, 0) - z.uses, ':', COALESCE(s.`limit`, ''), '-->'),
    k.code = REPLACE(REPLACE(REPLACE(REPLACE(s.code, '&', '&amp;'), '"', '&quot;'), '<', '&lt;'), '>', '&gt;'),
    k.type = c.type,
    k.discount = IF(d.type = 'free_ship', 0, COALESCE(d.value, 0)),
    k.shipping = c.shipping,
    k.total = COALESCE(c.total, 0),
    k.logged = c.logged = 1 OR COALESCE(d.limit_per_customer, 0) > 0,
    k.date_start = COALESCE(DATE(d.starts_at), '1970-01-01'),
    k.date_end = COALESCE(
        DATE(LEAST(COALESCE(d.ends_at, s.expires_at), COALESCE(s.expires_at, d.ends_at)) - INTERVAL 1 SECOND) + INTERVAL 1 DAY,
        '9999-12-31'),
    k.uses_customer = COALESCE(d.limit_per_customer, 0),
    -- 0 would be no limit at all.
    k.uses_total = COALESCE(GREATEST(1, z.left_over + z.uses), 0),
    k.status = COALESCE(d.active, 0) = 1
        AND COALESCE(z.left_over > 0, 1)
        -- A limit that several codes share, and that they could pass each by itself.
        AND COALESCE(z.together <= z.total_left, 1)
        AND d.type IN ('percent', 'fixed_cart', 'free_ship')
        AND CONVERT(COALESCE(d.currency, '') USING utf8mb4) COLLATE utf8mb4_unicode_ci IN ('', (SELECT g.value FROM oc_setting AS g
            WHERE g.store_id = 0 AND g.`key` = 'config_currency' LIMIT 1))
        AND d.max_discount IS NULL
        AND COALESCE(d.min_qty, 0) <= 1
        AND s.holder_id IS NULL AND s.holder_email IS NULL
        -- Scopes that say nothing, or that only who is logged in may use it.
        AND (d.scopes IS NULL OR COALESCE(REGEXP_REPLACE(JSON_COMPACT(d.scopes), '"login":"required"|"[^"]*":', '')
            REGEXP '^(null|[][{},])*$', 0)),
    k.date_added = c.date_added;
