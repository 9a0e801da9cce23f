-- Shipping and fees are items of their own kinds, everything else is sold. The tax stands under the rate 0, which is that of the
-- order's one tax item. `_reduced_stock` is left out: cancelling the order later must not put goods on the shelf.
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
WITH t AS (
    SELECT
        l.*,
        coalesce(trim(TRAILING '.' FROM trim(TRAILING '0' FROM CAST(coalesce(l.line_net, l.line_gross) AS CHAR))), '0') AS net,
        coalesce(trim(TRAILING '.' FROM trim(TRAILING '0' FROM CAST(l.line_gross - l.line_net AS CHAR))), '0') AS tax,
        CASE WHEN p.post_type = 'product_variation' THEN p.post_parent ELSE coalesce(l.product_id, 0) END AS wc_product,
        CASE WHEN p.post_type = 'product_variation' THEN p.ID ELSE 0 END AS wc_variation
    FROM stage_order_line AS l
    LEFT JOIN wp_posts AS p ON p.ID = l.product_id
)
SELECT t.id, k.name, CASE k.name
    WHEN '_product_id' THEN t.wc_product
    WHEN '_variation_id' THEN t.wc_variation
    WHEN '_qty' THEN trim(TRAILING '.' FROM trim(TRAILING '0' FROM CAST(t.qty AS CHAR)))
    WHEN '_line_subtotal' THEN t.net
    WHEN '_line_subtotal_tax' THEN t.tax
    WHEN '_line_total' THEN t.net
    WHEN '_fee_amount' THEN t.net
    WHEN 'cost' THEN t.net
    WHEN '_line_tax' THEN t.tax
    WHEN 'total_tax' THEN t.tax
    WHEN '_line_tax_data' THEN CASE WHEN t.tax = '0' THEN 'a:2:{s:5:"total";a:0:{}s:8:"subtotal";a:0:{}}'
        ELSE concat('a:2:{s:5:"total";a:1:{i:0;', concat('s:', length(t.tax), ':"', t.tax, '";'), '}s:8:"subtotal";a:1:{i:0;',
            concat('s:', length(t.tax), ':"', t.tax, '";'), '}}') END
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
ORDER BY s.id, o.nr
