-- Goods are products of the order. Shipping and fees are rows of its totals, where OpenCart shows them; their id comes
-- from the same block, free in both tables (allocate.order.line.sql).
INSERT INTO oc_order_product (order_product_id, order_id)
SELECT s.id, s.parent_id
FROM stage_order_line AS s
WHERE s.is_new = 1 AND s.kind NOT IN ('shipping', 'fee');

INSERT INTO oc_order_total (order_total_id, order_id)
SELECT s.id, s.parent_id
FROM stage_order_line AS s
WHERE s.is_new = 1 AND s.kind IN ('shipping', 'fee');

UPDATE oc_order_product AS p
JOIN stage_order_line AS s ON s.id = p.order_product_id
SET
    p.order_id = s.parent_id,
    p.product_id = COALESCE(s.product_id, 0),
    p.master_id = 0,
    p.name = COALESCE(IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(s.title, '&', '&amp;'), '"', '&quot;'), '<',
        '&lt;'), '>', '&gt;')) <= 255, REPLACE(REPLACE(REPLACE(REPLACE(s.title, '&', '&amp;'), '"', '&quot;'), '<',
        '&lt;'), '>', '&gt;'),
        LEFT(REGEXP_REPLACE(s.title, '[&<>"]', ''), 255)), ''),
    p.model = COALESCE(IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(s.sku, '&', '&amp;'), '"', '&quot;'), '<',
        '&lt;'), '>', '&gt;')) <= 64, REPLACE(REPLACE(REPLACE(REPLACE(s.sku, '&', '&amp;'), '"', '&quot;'), '<',
        '&lt;'), '>', '&gt;'),
        LEFT(REGEXP_REPLACE(s.sku, '[&<>"]', ''), 64)), ''),
    p.quantity = s.qty,
    p.price = COALESCE(s.unit_net, s.unit_gross, 0),
    p.total = COALESCE(s.line_net, s.line_gross, 0),
    p.tax = COALESCE(ROUND((s.line_gross - s.line_net) / NULLIF(s.qty, 0), 4), 0),
    p.reward = 0;

UPDATE oc_order_total AS t
JOIN stage_order_line AS s ON s.id = t.order_total_id
SET
    t.order_id = s.parent_id,
    t.extension = 'opencart',
    t.code = IF(s.kind = 'shipping', 'shipping', 'handling'),
    t.title = COALESCE(IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(s.title, '&', '&amp;'), '"', '&quot;'), '<',
        '&lt;'), '>', '&gt;')) <= 255, REPLACE(REPLACE(REPLACE(REPLACE(s.title, '&', '&amp;'), '"', '&quot;'), '<',
        '&lt;'), '>', '&gt;'),
        LEFT(REGEXP_REPLACE(s.title, '[&<>"]', ''), 255)), ''),
    t.value = COALESCE(s.line_net, s.line_gross, 0),
    t.sort_order = IF(s.kind = 'shipping', 3, 4)
WHERE s.kind IN ('shipping', 'fee');

-- The options that were chosen, as OpenCart shows them under the product.
DELETE x
FROM oc_order_option AS x
JOIN stage_order_line AS s ON s.id = x.order_product_id
WHERE s.kind NOT IN ('shipping', 'fee');

INSERT INTO oc_order_option (order_id, order_product_id, product_option_id, product_option_value_id, name, value,
    type)
SELECT s.parent_id, s.id, 0, 0, IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(j.name, '&', '&amp;'), '"', '&quot;'),
    '<', '&lt;'), '>', '&gt;')) <= 255, REPLACE(REPLACE(REPLACE(REPLACE(j.name, '&', '&amp;'), '"', '&quot;'), '<',
    '&lt;'), '>', '&gt;'),
        LEFT(REGEXP_REPLACE(j.name, '[&<>"]', ''), 255)), REPLACE(REPLACE(REPLACE(REPLACE(j.value, '&', '&amp;'),
            '"', '&quot;'), '<', '&lt;'), '>', '&gt;'), 'text'
FROM stage_order_line AS s
JOIN JSON_TABLE(IF(JSON_VALID(s.options) AND LEFT(LTRIM(s.options), 1) = '[', s.options, '[]'), '$[*]' COLUMNS (
        name LONGTEXT CHARACTER SET utf8mb4 PATH '$.name',
        value LONGTEXT CHARACTER SET utf8mb4 PATH '$.value')) AS j ON TRUE
WHERE s.kind NOT IN ('shipping', 'fee') AND j.value IS NOT NULL;

UPDATE oc_order AS o
JOIN (
    SELECT s.parent_id, JSON_OBJECTAGG(s.id, JSON_OBJECT(
        'sf', 1,
        'product', s.product_id,
        'kind', s.kind,
        'title', IF(s.title = '' OR CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(s.title, '&', '&amp;'), '"',
            '&quot;'), '<', '&lt;'), '>', '&gt;')) > 255, s.title, NULL),
        'variant_title', s.variant_title,
        'sku', IF(s.sku = '' OR CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(s.sku, '&', '&amp;'), '"', '&quot;'),
            '<', '&lt;'), '>', '&gt;')) > 64, s.sku, NULL),
        'gtin', s.gtin,
        'image', s.image,
        'options', s.options,
        'parent_line', s.parent_line_id,
        'qty', IF(s.qty = CAST(s.qty AS SIGNED), NULL, CAST(s.qty AS CHAR)),
        'unit_net', CAST(s.unit_net AS CHAR),
        'unit_gross', CAST(s.unit_gross AS CHAR),
        'line_net', CAST(s.line_net AS CHAR),
        'line_gross', CAST(s.line_gross AS CHAR),
        'taxes', s.taxes,
        'discounts', s.discounts)) AS doc
    FROM stage_order_line AS s GROUP BY s.parent_id) AS k ON k.parent_id = o.order_id
SET o.custom_field = JSON_MERGE_PATCH(IF(LEFT(LTRIM(o.custom_field), 1) = '{' AND JSON_VALID(o.custom_field),
    o.custom_field, '{}'), JSON_OBJECT('storefold',
    JSON_OBJECT('line', JSON_COMPACT(k.doc))));
