-- Goods, and the rows of the totals that are neither sums nor tax (those are the order's own amounts): shipping, coupon, points, store credit, fees. The
-- ids of the latter are negative, so that the two tables cannot be taken for each other; lines that a transfer wrote
-- have one id for both, and where somebody changed the amount since then, that is read.
-- A row of the totals has one amount, what the line came to: its unit price (shipping before a discount) is believed with it.
-- A line costs what the customer was shown: without tax, and with the tax of its units.
SELECT
    r.order_id AS parent,
    IF(r.rank = 2 AND k.sf IS NULL, -r.id, r.id) AS `key`,
    IF(k.sf = 1, k.product, p.product_id) AS product,
    COALESCE(k.kind, IF(r.rank = 1, 'goods', IF(r.code = 'shipping', 'shipping', 'fee'))) AS kind,
    COALESCE(k.title, NULLIF(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(r.title,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), '')) AS title,
    k.variant_title,
    COALESCE(k.sku, NULLIF(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(r.model,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), '')) AS sku,
    k.gtin,
    k.image,
    IF(k.sf = 1, k.options, x.options) AS options,
    k.parent_line,
    COALESCE(k.qty, r.qty) AS qty,
    IF(k.sf = 1, IF(IF(r.rank = 2, r.total = CAST(COALESCE(k.line_net, k.line_gross, 0) AS DECIMAL(38, 12)),
        r.price = CAST(COALESCE(k.unit_net, k.unit_gross, 0) AS DECIMAL(38, 12))), k.unit_net, r.price),
        IF(k.sf = 1, r.price, ROUND(r.price * COALESCE(NULLIF(o.currency_value, 0), CAST(u.value AS DECIMAL(15, 8)),
        1), COALESCE(u.decimal_place, 2)))) AS unit_net,
    IF(k.sf = 1, k.unit_gross, IF(k.sf = 1, (r.price + r.tax), ROUND((r.price + r.tax) *
        COALESCE(NULLIF(o.currency_value, 0), CAST(u.value AS DECIMAL(15, 8)), 1), COALESCE(u.decimal_place, 2))))
        AS unit_gross,
    IF(k.sf = 1, IF(r.total = CAST(COALESCE(k.line_net, k.line_gross, 0) AS DECIMAL(38, 12)), k.line_net, r.total),
        IF(k.sf = 1, r.total, ROUND(r.total * COALESCE(NULLIF(o.currency_value, 0), CAST(u.value AS DECIMAL(15, 8)),
        1), COALESCE(u.decimal_place, 2)))) AS line_net,
    IF(k.sf = 1, k.line_gross, IF(k.sf = 1, (r.total + r.tax * r.qty), ROUND((r.total + r.tax * r.qty) *
        COALESCE(NULLIF(o.currency_value, 0), CAST(u.value AS DECIMAL(15, 8)), 1), COALESCE(u.decimal_place, 2))))
        AS line_gross,
    IF(k.sf = 1, k.taxes, IF(r.tax * r.qty <> 0, JSON_ARRAY(JSON_OBJECT('amount', IF(k.sf = 1, (r.tax * r.qty),
        ROUND((r.tax * r.qty) * COALESCE(NULLIF(o.currency_value, 0), CAST(u.value AS DECIMAL(15, 8)), 1),
        COALESCE(u.decimal_place, 2))))), NULL)) AS taxes,
    k.discounts,
    IF(r.reward <> 0 AND k.sf IS NULL, r.reward, NULL) AS x_reward
FROM (
    SELECT
        1 AS rank, l.order_product_id AS id, l.order_id, NULL AS code, l.product_id, l.name AS title, l.model,
        l.quantity AS qty, l.price, l.total, l.tax, l.reward
    FROM oc_order_product AS l
    UNION ALL
    SELECT 2, t.order_total_id, t.order_id, t.code, NULL, t.title, NULL, 1, t.value, t.value, NULL, 0
    FROM oc_order_total AS t
    WHERE COALESCE(t.code, '') NOT IN ('sub_total', 'tax', 'total')) AS r
LEFT JOIN oc_order AS o ON o.order_id = r.order_id
LEFT JOIN oc_currency AS u ON u.code = o.currency_code
LEFT JOIN oc_product AS p ON p.product_id = r.product_id
LEFT JOIN (
    SELECT n.order_product_id, CONCAT('[', GROUP_CONCAT(JSON_OBJECT(
        'name', REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(n.name,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), 'value',
            REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(n.value,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;',
            '&')) ORDER BY n.order_option_id SEPARATOR ','), ']') AS options
    FROM oc_order_option AS n GROUP BY n.order_product_id) AS x ON r.rank = 1 AND x.order_product_id = r.id
LEFT JOIN JSON_TABLE(JSON_EXTRACT(IF(/*ours*/ true AND JSON_VALID(o.custom_field), o.custom_field, NULL),
    CONCAT('$.storefold.line."', r.id, '"')), '$' COLUMNS (
        `sf` BIGINT PATH '$.sf',
        `product` BIGINT PATH '$.product',
        `kind` LONGTEXT CHARACTER SET utf8mb4 PATH '$.kind',
        `title` LONGTEXT CHARACTER SET utf8mb4 PATH '$.title',
        `variant_title` LONGTEXT CHARACTER SET utf8mb4 PATH '$.variant_title',
        `sku` LONGTEXT CHARACTER SET utf8mb4 PATH '$.sku',
        `gtin` LONGTEXT CHARACTER SET utf8mb4 PATH '$.gtin',
        `image` LONGTEXT CHARACTER SET utf8mb4 PATH '$.image',
        `options` LONGTEXT CHARACTER SET utf8mb4 PATH '$.options',
        `parent_line` BIGINT PATH '$.parent_line',
        `qty` LONGTEXT CHARACTER SET utf8mb4 PATH '$.qty',
        `unit_net` LONGTEXT CHARACTER SET utf8mb4 PATH '$.unit_net',
        `unit_gross` LONGTEXT CHARACTER SET utf8mb4 PATH '$.unit_gross',
        `line_net` LONGTEXT CHARACTER SET utf8mb4 PATH '$.line_net',
        `line_gross` LONGTEXT CHARACTER SET utf8mb4 PATH '$.line_gross',
        `taxes` LONGTEXT CHARACTER SET utf8mb4 PATH '$.taxes',
        `discounts` LONGTEXT CHARACTER SET utf8mb4 PATH '$.discounts')) AS k ON TRUE
WHERE /*keys r.order_id*/
ORDER BY r.order_id, r.rank, r.id
