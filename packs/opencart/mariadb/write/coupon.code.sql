-- A code that this platform cannot honour as it was meant is kept, but switched off: other kinds of discount, another
-- currency than the shop's, or no use left.
INSERT INTO oc_coupon (
    coupon_id, name, code, type, discount, logged, shipping, total, date_start, date_end, uses_total, uses_customer,
    status, date_added)
SELECT s.id, CONCAT('<!--sf:c:', s.parent_id, ':'), '', 'F', 0, 0, 0, 0, NULL, NULL, 0, 0, 0, NULL
FROM stage_coupon_code AS s
WHERE s.is_new = 1;

UPDATE oc_coupon AS k
JOIN stage_coupon_code AS s ON s.id = k.coupon_id
JOIN oc_coupon AS c ON c.coupon_id = s.parent_id
LEFT JOIN (
    SELECT u.code_id, COUNT(*) AS uses FROM stage_coupon_use AS u
    WHERE u.reversed_at IS NULL OR u.order_id IS NULL GROUP BY u.code_id) AS n ON n.code_id = s.id
SET
    k.name = CONCAT(SUBSTRING_INDEX(c.name, '<!--sf:', 1), '<!--sf:c:', s.parent_id, ':',
        COALESCE(s.used, 0) - COALESCE(n.uses, 0), ':', COALESCE(s.`limit`, ''), '-->'),
    k.code = REPLACE(REPLACE(REPLACE(REPLACE(s.code, '&', '&amp;'), '"', '&quot;'), '<', '&lt;'), '>', '&gt;'),
    k.type = c.type, k.discount = COALESCE(c.discount, 0), k.shipping = c.shipping, k.total = COALESCE(c.total, 0),
    k.date_start = c.date_start, k.date_end = c.date_end, k.uses_customer = COALESCE(c.uses_customer, 0),
    k.uses_total = GREATEST(0, COALESCE(s.`limit` - COALESCE(s.used, 0) + COALESCE(n.uses, 0), 0)),
    k.status = c.status = 1 AND COALESCE(s.`limit` > COALESCE(s.used, 0), 1)
        AND c.name REGEXP '<!--sf:d:(percent|fixed_cart|free_ship):'
        AND SUBSTRING_INDEX(SUBSTRING_INDEX(c.name, ':', -2), ':', 1) IN ('', (SELECT g.value FROM oc_setting AS g
            WHERE g.store_id = 0 AND g.`key` = 'config_currency' LIMIT 1)),
    k.date_added = c.date_added;
