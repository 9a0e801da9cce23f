-- A code that a transfer wrote says in its name whose it is, how many of its uses have no row, and its limit: the column
-- holds what is left of that, since OpenCart counts rows.
SELECT
    r.parent,
    r.coupon_id AS `key`,
    REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(r.code,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&') AS code,
    IF(r.name LIKE '%<!--sf:c:%', NULLIF(SUBSTRING_INDEX(SUBSTRING_INDEX(SUBSTRING_INDEX(SUBSTRING_INDEX(r.name,
        '<!--sf:', -1), '-->', 1), ':', 4), ':', -1), ''), NULLIF(r.uses_total, 0)) AS `limit`,
    IF(r.name LIKE '%<!--sf:c:%', SUBSTRING_INDEX(SUBSTRING_INDEX(SUBSTRING_INDEX(SUBSTRING_INDEX(r.name, '<!--sf:',
        -1), '-->', 1), ':', 3), ':', -1), 0) + COALESCE(h.uses, 0) AS used
FROM (
    SELECT c.coupon_id, c.name, c.code, c.uses_total,
        IF(c.name LIKE '%<!--sf:c:%', CAST(SUBSTRING_INDEX(c.name, '<!--sf:c:', -1) AS SIGNED), c.coupon_id) AS parent
    FROM oc_coupon AS c
    WHERE COALESCE(c.name, '') NOT LIKE '%<!--sf:d:%') AS r
LEFT JOIN (
    SELECT n.coupon_id, COUNT(*) AS uses FROM oc_coupon_history AS n GROUP BY n.coupon_id) AS h
    ON h.coupon_id = r.coupon_id
WHERE /*keys r.parent*/
ORDER BY r.parent, r.coupon_id
