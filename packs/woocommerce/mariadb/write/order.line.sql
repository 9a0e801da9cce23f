-- Shipping and fees are items of their own kinds, everything else is sold. The tax stands under the rate 0, which is that of the
-- order's one tax item. `_reduced_stock` is left out: cancelling the order later must not put goods on the shelf.
-- The subtotal of a line is what it cost before its discounts: by the price of one where that is more than the line came to, else
-- by what its discounts name, which is with tax where nothing else is said.
INSERT INTO wp_woocommerce_order_items (order_item_id, order_item_name, order_item_type, order_id)
SELECT s.id, coalesce(s.title, ''), CASE WHEN s.kind IN ('shipping', 'fee') THEN s.kind ELSE 'line_item' END, s.parent_id
FROM stage_order_line AS s
WHERE s.is_new = 1
ORDER BY s.id;

UPDATE wp_woocommerce_order_items AS i
JOIN stage_order_line AS s ON s.id = i.order_item_id AND s.is_new = 0
SET i.order_item_name = coalesce(s.title, ''), i.order_id = s.parent_id,
    i.order_item_type = CASE WHEN s.kind IN ('shipping', 'fee') THEN s.kind ELSE 'line_item' END;

DELETE m FROM wp_woocommerce_order_itemmeta AS m
JOIN stage_order_line AS s ON s.id = m.order_item_id AND s.is_new = 0;

INSERT INTO wp_woocommerce_order_itemmeta (order_item_id, meta_key, meta_value)
SELECT s.id, '_storefold', json_object(
    'kind', s.kind, 'variant_title', s.variant_title, 'sku', s.sku, 'gtin', s.gtin, 'image', s.image, 'options', s.options,
    'parent_line_id', s.parent_line_id, 'qty', s.qty, 'unit_net', s.unit_net, 'unit_gross', s.unit_gross,
    'has_net', s.line_net IS NOT NULL, 'has_gross', s.line_gross IS NOT NULL, 'taxes', s.taxes, 'discounts', s.discounts)
FROM stage_order_line AS s
ORDER BY s.id;

INSERT INTO wp_woocommerce_order_itemmeta (order_item_id, meta_key, meta_value)
WITH cut AS (
    -- As text first: a column of JSON_TABLE refuses more places than it has, and Medusa works discounts out to 18.
    SELECT l.id, sum(CAST(d.amount AS DECIMAL(38, 12))) AS amount, sum(CAST(d.net_amount AS DECIMAL(38, 12))) AS net_amount
    FROM stage_order_line AS l
    JOIN json_table(l.discounts, '$[*]' COLUMNS (amount LONGTEXT PATH '$.amount', net_amount LONGTEXT PATH '$.net_amount')) AS d
    GROUP BY l.id
),
full AS (
    SELECT
        l.id,
        CASE
            WHEN c.id IS NULL THEN coalesce(l.line_net, l.line_gross, 0)
            WHEN coalesce(l.unit_net, l.unit_gross) * l.qty > coalesce(l.line_net, l.line_gross)
                AND (l.unit_net IS NULL) = (l.line_net IS NULL) THEN round(coalesce(l.unit_net, l.unit_gross) * l.qty, 8)
            ELSE round(coalesce(l.line_net, l.line_gross, 0) + greatest(0, coalesce(c.net_amount,
                c.amount * coalesce(l.line_net / nullif(l.line_gross, 0), 1), 0)), 8)
        END AS net,
        l.unit_gross * l.qty AS gross
    FROM stage_order_line AS l
    LEFT JOIN cut AS c ON c.id = l.id
),
t AS (
    SELECT
        l.*,
        trim(TRAILING '.' FROM trim(TRAILING '0' FROM CAST(f.net AS CHAR))) AS full_net,
        coalesce(trim(TRAILING '.' FROM trim(TRAILING '0' FROM CAST(CASE
            WHEN f.net = l.line_net THEN l.line_gross - l.line_net
            WHEN f.gross - f.net >= l.line_gross - l.line_net THEN round(f.gross - f.net, 8)
            ELSE round((l.line_gross - l.line_net) * coalesce(f.net / nullif(l.line_net, 0), 1), 8) END AS CHAR))), '0') AS full_tax,
        coalesce(trim(TRAILING '.' FROM trim(TRAILING '0' FROM CAST(coalesce(l.line_net, l.line_gross) AS CHAR))), '0') AS net,
        coalesce(trim(TRAILING '.' FROM trim(TRAILING '0' FROM CAST(l.line_gross - l.line_net AS CHAR))), '0') AS tax,
        CASE WHEN p.post_type = 'product_variation' THEN p.post_parent ELSE coalesce(l.product_id, 0) END AS wc_product,
        CASE WHEN p.post_type = 'product_variation' THEN p.ID ELSE 0 END AS wc_variation
    FROM stage_order_line AS l
    JOIN full AS f ON f.id = l.id
    LEFT JOIN wp_posts AS p ON p.ID = l.product_id
)
SELECT t.id, k.name, CASE k.name
    WHEN '_product_id' THEN t.wc_product
    WHEN '_variation_id' THEN t.wc_variation
    WHEN '_qty' THEN trim(TRAILING '.' FROM trim(TRAILING '0' FROM CAST(t.qty AS CHAR)))
    WHEN '_line_subtotal' THEN t.full_net
    WHEN '_line_subtotal_tax' THEN t.full_tax
    WHEN '_line_total' THEN t.net
    WHEN '_fee_amount' THEN t.net
    WHEN 'cost' THEN t.net
    WHEN '_line_tax' THEN t.tax
    WHEN 'total_tax' THEN t.tax
    WHEN '_line_tax_data' THEN CASE WHEN t.tax = '0' AND t.full_tax = '0' THEN 'a:2:{s:5:"total";a:0:{}s:8:"subtotal";a:0:{}}'
        ELSE concat('a:2:{s:5:"total";a:1:{i:0;', concat('s:', length(t.tax), ':"', t.tax, '";'), '}s:8:"subtotal";a:1:{i:0;',
            concat('s:', length(t.full_tax), ':"', t.full_tax, '";'), '}}') END
    WHEN 'taxes' THEN CASE WHEN t.tax = '0' THEN 'a:1:{s:5:"total";a:0:{}}'
        ELSE concat('a:1:{s:5:"total";a:1:{i:0;', concat('s:', length(t.tax), ':"', t.tax, '";'), '}}') END
    ELSE k.value END
FROM t
JOIN (
    SELECT 'line_item' AS item, '_product_id' AS name, '' AS value UNION ALL SELECT 'line_item', '_variation_id', ''
    UNION ALL SELECT 'line_item', '_qty', '' UNION ALL SELECT 'line_item', '_tax_class', ''
    UNION ALL SELECT 'line_item', '_line_subtotal', '' UNION ALL SELECT 'line_item', '_line_subtotal_tax', ''
    UNION ALL SELECT 'line_item', '_line_total', '' UNION ALL SELECT 'line_item', '_line_tax', ''
    UNION ALL SELECT 'line_item', '_line_tax_data', ''
    UNION ALL SELECT 'fee', '_fee_amount', '' UNION ALL SELECT 'fee', '_tax_class', '' UNION ALL SELECT 'fee', '_tax_status',
    'taxable'
    UNION ALL SELECT 'fee', '_line_total', '' UNION ALL SELECT 'fee', '_line_tax', '' UNION ALL SELECT 'fee', '_line_tax_data', ''
    UNION ALL SELECT 'shipping', 'method_id', 'flat_rate' UNION ALL SELECT 'shipping', 'instance_id', ''
    UNION ALL SELECT 'shipping', 'cost', '' UNION ALL SELECT 'shipping', 'total_tax', '' UNION ALL SELECT 'shipping', 'taxes',
    '') AS k
    ON k.item = CASE WHEN t.kind IN ('shipping', 'fee') THEN t.kind ELSE 'line_item' END
ORDER BY t.id;

INSERT INTO wp_woocommerce_order_itemmeta (order_item_id, meta_key, meta_value)
SELECT s.id, o.name, o.value
FROM stage_order_line AS s
JOIN json_table(s.options, '$[*]' COLUMNS (
    nr FOR ORDINALITY, name VARCHAR(255) PATH '$.name', value VARCHAR(1000) PATH '$.value')) AS o
WHERE s.kind NOT IN ('shipping', 'fee') AND o.name NOT LIKE '\_%' AND o.value IS NOT NULL
ORDER BY s.id, o.nr;

-- What is taken off is what lies between subtotals and totals, so that the sums that WooCommerce shows add up; and where the order
-- comes to less than its lines by as much as is left of its discount (one of the whole order that no line names), that too. The
-- model's own figure stands in `_storefold`, and holds as long as the columns are as they were written.
UPDATE wp_wc_order_operational_data AS d
JOIN (
    SELECT
        k.order_id, k.cut, k.cut_tax,
        k.total + d.shipping_total_amount + d.shipping_tax_amount + o.tax_amount - o.total_amount AS open,
        coalesce(s.total_discount, 0) - k.cut - k.cut_tax AS unnamed
    FROM stage_order AS s
    JOIN wp_wc_orders AS o ON o.id = s.id
    JOIN wp_wc_order_operational_data AS d ON d.order_id = s.id
    JOIN (
        SELECT
            l.parent_id AS order_id,
            sum(CASE WHEN m.meta_key = '_line_total' THEN CAST(m.meta_value AS DECIMAL(26, 8)) ELSE 0 END) AS total,
            sum(CASE m.meta_key WHEN '_line_subtotal' THEN CAST(m.meta_value AS DECIMAL(26, 8))
                WHEN '_line_total' THEN -CAST(m.meta_value AS DECIMAL(26, 8)) ELSE 0 END * (l.kind <> 'fee')) AS cut,
            sum(CASE m.meta_key WHEN '_line_subtotal_tax' THEN CAST(m.meta_value AS DECIMAL(26, 8))
                WHEN '_line_tax' THEN -CAST(m.meta_value AS DECIMAL(26, 8)) ELSE 0 END * (l.kind <> 'fee')) AS cut_tax
        FROM stage_order_line AS l
        JOIN wp_woocommerce_order_itemmeta AS m ON m.order_item_id = l.id
            AND m.meta_key IN ('_line_subtotal', '_line_subtotal_tax', '_line_total', '_line_tax')
        GROUP BY l.parent_id) AS k ON k.order_id = s.id) AS t ON t.order_id = d.order_id
SET
    d.discount_tax_amount = t.cut_tax,
    d.discount_total_amount = t.cut + CASE WHEN t.unnamed > 0 AND t.open >= t.unnamed - 0.02 THEN least(t.open, t.unnamed) ELSE 0 END;

UPDATE wp_wc_orders_meta AS x
JOIN stage_order AS s ON s.id = x.order_id
JOIN wp_wc_order_operational_data AS d ON d.order_id = x.order_id
SET x.meta_value = json_set(x.meta_value, '$.wc_discount', CAST(d.discount_total_amount + d.discount_tax_amount AS CHAR))
WHERE x.meta_key = '_storefold';

UPDATE wp_woocommerce_order_itemmeta AS m
JOIN wp_woocommerce_order_items AS i ON i.order_item_id = m.order_item_id AND i.order_item_type = 'coupon'
JOIN stage_order AS s ON s.id = i.order_id
JOIN wp_wc_order_operational_data AS d ON d.order_id = i.order_id
LEFT JOIN wp_woocommerce_order_items AS f ON f.order_id = i.order_id AND f.order_item_type = 'coupon'
    AND f.order_item_id < i.order_item_id
SET m.meta_value = trim(TRAILING '.' FROM trim(TRAILING '0' FROM CAST(
    CASE WHEN m.meta_key = 'discount_amount' THEN d.discount_total_amount ELSE d.discount_tax_amount END AS CHAR)))
WHERE m.meta_key IN ('discount_amount', 'discount_amount_tax') AND f.order_item_id IS NULL
