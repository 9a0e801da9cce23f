-- The terms. The row has no code, so that nobody can use it; each code has a row of its own (coupon.code.sql), and whether it
-- is switched on is decided there.
INSERT INTO oc_coupon (
    coupon_id, name, code, type, discount, logged, shipping, total, date_start, date_end, uses_total, uses_customer,
    status, date_added)
SELECT s.id, '<!--sf:d:-->', NULL, 'F', 0, 0, 0, 0, NULL, NULL, 0, 0, 0, NULL
FROM stage_coupon AS s
WHERE s.is_new = 1;

-- A day counts whole: an end within a day is the end of that day, so that nobody loses hours.
UPDATE oc_coupon AS c
JOIN stage_coupon AS s ON s.id = c.coupon_id
SET
    c.name = CONCAT(COALESCE(REPLACE(REPLACE(REPLACE(REPLACE(s.title, '&', '&amp;'), '"', '&quot;'), '<', '&lt;'),
        '>', '&gt;'), ''), '<!--sf:d:', s.type, ':', COALESCE(LOWER(CONV(UNIX_TIMESTAMP(s.starts_at), 10, 36)), ''),
        ':', COALESCE(LOWER(CONV(UNIX_TIMESTAMP(s.ends_at), 10, 36)), ''),
        ':', COALESCE(LOWER(CONV(s.limit_total, 10, 36)), ''), ':', COALESCE(s.currency, ''), ':-->'),
    c.type = IF(s.type = 'percent', 'P', 'F'),
    c.discount = s.value,
    c.logged = COALESCE(JSON_VALUE(s.scopes, '$.login') = 'required', 0),
    c.shipping = IF(s.type = 'free_ship', 1, 0),
    c.total = s.min_spend,
    c.date_start = DATE(s.starts_at),
    c.date_end = IF(TIME(s.ends_at) = '00:00:00', DATE(s.ends_at), DATE(s.ends_at) + INTERVAL 1 DAY),
    c.uses_total = COALESCE(s.limit_total, 0),
    c.uses_customer = s.limit_per_customer,
    c.status = COALESCE(s.active, 0),
    c.date_added = s.created_at;
