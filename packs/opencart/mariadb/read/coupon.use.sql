-- OpenCart deletes a use when its order is cancelled: what stands here counts. The amount is what the customer saw.
SELECT
    r.parent,
    r.coupon_history_id AS `key`,
    IF(r.is_terms = 1, k.code, r.coupon_id) AS code,
    b.customer_id AS customer,
    NULLIF(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(o.email,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), '') AS email,
    o.order_id AS `order`,
    IF(r.is_moved = 1, -r.amount, -ROUND(r.amount * COALESCE(NULLIF(o.currency_value, 0), CAST(u.value AS DECIMAL(15,
        8)), 1), COALESCE(u.decimal_place, 2))) AS amount,
    COALESCE(o.currency_code, (SELECT g.value FROM oc_setting AS g WHERE g.store_id = 0
        AND g.`key` = 'config_currency' LIMIT 1)) AS currency,
    r.date_added AS at,
    k.reversed_at
FROM (
    SELECT
        h.*, IF(c.name LIKE '%<!--sf:c:%', CAST(SUBSTRING_INDEX(c.name, '<!--sf:c:', -1) AS SIGNED), h.coupon_id)
            AS parent,
        c.name LIKE '%<!--sf:%' AS is_moved, c.name LIKE '%<!--sf:d:%' AS is_terms
    FROM oc_coupon_history AS h
    LEFT JOIN oc_coupon AS c ON c.coupon_id = h.coupon_id) AS r
LEFT JOIN oc_order AS o ON o.order_id = r.order_id
LEFT JOIN oc_currency AS u ON u.code = o.currency_code
LEFT JOIN oc_customer AS b ON b.customer_id = r.customer_id
LEFT JOIN JSON_TABLE(JSON_EXTRACT(IF(/*ours*/ true AND JSON_VALID(o.custom_field), o.custom_field, NULL),
    CONCAT('$.storefold.use."', r.coupon_history_id, '"')), '$' COLUMNS (
        `code` BIGINT PATH '$.code',
        `reversed_at` LONGTEXT CHARACTER SET utf8mb4 PATH '$.reversed_at')) AS k ON TRUE
WHERE /*keys r.parent*/
ORDER BY r.parent, r.coupon_history_id
