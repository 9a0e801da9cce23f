-- One coupon has one code. A coupon that a transfer wrote is a row without a code that holds the terms, and one row
-- more for each of its codes (coupon.code.sql). Both say so in the name, where no page shows it; the terms' row also
-- says there what the columns cannot: the kind of discount, and the times that its days stand for, in base 36.
SELECT
    c.coupon_id AS `key`,
    NULLIF(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(SUBSTRING_INDEX(c.name, '<!--sf:', 1),
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), '') AS title,
    IF(c.name LIKE '%<!--sf:d:%', SUBSTRING_INDEX(SUBSTRING_INDEX(SUBSTRING_INDEX(SUBSTRING_INDEX(c.name, '<!--sf:',
        -1), '-->', 1), ':', 2), ':', -1), CASE
        WHEN c.shipping = 1 AND c.discount = 0 THEN 'free_ship'
        WHEN c.type = 'P' THEN 'percent'
        WHEN c.type = 'F' THEN 'fixed_cart'
        ELSE 'other'
    END) AS type,
    c.discount AS value,
    IF(c.name LIKE '%<!--sf:d:%', NULLIF(SUBSTRING_INDEX(SUBSTRING_INDEX(SUBSTRING_INDEX(SUBSTRING_INDEX(c.name,
        '<!--sf:', -1), '-->', 1), ':', 6), ':', -1), ''), IF(c.type = 'F' OR c.total > 0, (SELECT g.value
        FROM oc_setting AS g WHERE g.store_id = 0 AND g.`key` = 'config_currency' LIMIT 1), NULL)) AS currency,
    IF(c.name LIKE '%<!--sf:d:%', c.total, NULLIF(c.total, 0)) AS min_spend,
    IF(c.name LIKE '%<!--sf:d:%',
        FROM_UNIXTIME(CONV(NULLIF(SUBSTRING_INDEX(SUBSTRING_INDEX(SUBSTRING_INDEX(SUBSTRING_INDEX(c.name, '<!--sf:',
        -1), '-->', 1), ':', 3), ':', -1), ''), 36, 10)),
        CONCAT(NULLIF(c.date_start, '0000-00-00'), ' 00:00:00')) AS starts_at,
    IF(c.name LIKE '%<!--sf:d:%',
        FROM_UNIXTIME(CONV(NULLIF(SUBSTRING_INDEX(SUBSTRING_INDEX(SUBSTRING_INDEX(SUBSTRING_INDEX(c.name, '<!--sf:',
        -1), '-->', 1), ':', 4), ':', -1), ''), 36, 10)),
        CONCAT(NULLIF(c.date_end, '0000-00-00'), ' 00:00:00')) AS ends_at,
    IF(c.name LIKE '%<!--sf:d:%', CONV(NULLIF(SUBSTRING_INDEX(SUBSTRING_INDEX(SUBSTRING_INDEX(SUBSTRING_INDEX(c.name,
        '<!--sf:', -1), '-->', 1), ':', 5), ':', -1), ''), 36, 10), NULLIF(c.uses_total, 0)) AS limit_total,
    NULLIF(c.uses_customer, 0) AS limit_per_customer,
    0 AS stackable,
    IF(c.logged = 1 OR x.products IS NOT NULL OR y.categories IS NOT NULL, JSON_MERGE_PATCH('{}', JSON_OBJECT(
        'login', IF(c.logged = 1, 'required', NULL), 'products', x.products, 'categories', y.categories)), NULL)
            AS scopes,
    'marketing' AS origin,
    c.status AS active,
    IF(x.products IS NULL AND y.categories IS NULL AND NOT (c.shipping = 1 AND c.discount > 0), 1, 0) AS mappable,
    NULLIF(CONCAT_WS('; ',
        IF(x.products IS NOT NULL, 'for certain products', NULL),
        IF(y.categories IS NOT NULL, 'for certain categories', NULL),
        IF(c.shipping = 1 AND c.discount > 0, 'free shipping besides the discount', NULL)), '') AS why_not,
    c.date_added AS created_at
FROM (
    SELECT * FROM oc_coupon AS c
    WHERE COALESCE(c.name, '') NOT LIKE '%<!--sf:c:%' AND /*keys c.coupon_id*/ ORDER BY c.coupon_id /*limit*/) AS c
LEFT JOIN (
    SELECT p.coupon_id, GROUP_CONCAT(p.product_id ORDER BY p.product_id) AS products
    FROM oc_coupon_product AS p GROUP BY p.coupon_id) AS x ON x.coupon_id = c.coupon_id
LEFT JOIN (
    SELECT p.coupon_id, GROUP_CONCAT(p.category_id ORDER BY p.category_id) AS categories
    FROM oc_coupon_category AS p GROUP BY p.coupon_id) AS y ON y.coupon_id = c.coupon_id
ORDER BY c.coupon_id
