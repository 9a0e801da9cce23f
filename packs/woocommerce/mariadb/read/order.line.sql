-- Items that are sold, shipping and fees; coupons and taxes are read with the order. `_line_tax` is rounded, the serialised
-- `_line_tax_data` is not: the latter is read where it has WooCommerce's own shape (numbers between quotes, nothing else), so
-- that net and tax add up to what was agreed. Otherwise the tax is `_line_tax`, and the text stands in x_tax_data.
WITH items AS (
    SELECT
        i.order_item_id, i.order_id, i.order_item_type, i.order_item_name,
        max(CASE WHEN m.meta_key = '_variation_id' THEN CAST(m.meta_value AS UNSIGNED) END) AS variation_id,
        max(CASE WHEN m.meta_key = '_product_id' THEN CAST(m.meta_value AS UNSIGNED) END) AS product_id,
        max(CASE WHEN m.meta_key = '_qty' THEN m.meta_value END) AS qty,
        CAST(max(CASE WHEN m.meta_key IN ('_line_total', 'cost') THEN nullif(m.meta_value, '') END) AS DECIMAL(26, 8)) AS net,
        CAST(max(CASE WHEN m.meta_key IN ('_line_tax', 'total_tax') THEN nullif(m.meta_value, '') END) AS DECIMAL(26, 8)) AS tax,
        CAST(max(CASE WHEN m.meta_key = '_line_subtotal' THEN nullif(m.meta_value, '') END) AS DECIMAL(26, 8)) AS subtotal,
        max(CASE WHEN m.meta_key IN ('_line_tax_data', 'taxes') THEN m.meta_value END) AS tax_data,
        max(CASE WHEN m.meta_key = '_storefold' THEN m.meta_value END) AS x,
        json_arrayagg(CASE WHEN m.meta_key NOT LIKE '\_%' AND i.order_item_type = 'line_item' AND m.meta_value <> ''
            THEN json_object('name', m.meta_key, 'value', m.meta_value) END ORDER BY m.meta_id) AS options
    FROM wp_woocommerce_order_items AS i
    LEFT JOIN wp_woocommerce_order_itemmeta AS m ON m.order_item_id = i.order_item_id
    WHERE i.order_item_type IN ('line_item', 'shipping', 'fee') AND /*keys i.order_id*/
    GROUP BY i.order_item_id
),
taxed AS (
    SELECT
        i.*,
        CASE WHEN i.tax_data REGEXP
            concat('^a:[12]:\\{s:5:"total";a:[0-9]+:\\{(i:[0-9]+;s:[0-9]+:"-?[0-9.]+";)*\\}',
                '(s:8:"subtotal";a:[0-9]+:\\{(i:[0-9]+;s:[0-9]+:"-?[0-9.]*";)*\\})?\\}$')
            THEN concat('[', trim(TRAILING ',' FROM regexp_replace(
                regexp_substr(i.tax_data, '^a:[12]:\\{s:5:"total";a:[0-9]+:\\{\\K(i:[0-9]+;s:[0-9]+:"-?[0-9.]+";)*'),
                'i:([0-9]+);s:[0-9]+:("-?[0-9.]+");', '{"id":\\1,"amount":\\2},')), ']')
        END AS taxes
    FROM items AS i
),
named AS (
    SELECT
        i.order_item_id,
        json_arrayagg(json_merge_patch('{}', json_object(
            'code', coalesce(x.order_item_name, CAST(t.id AS CHAR)),
            'rate', (SELECT nullif(p.meta_value, '') FROM wp_woocommerce_order_itemmeta AS p
                WHERE p.order_item_id = x.order_item_id AND p.meta_key = 'rate_percent' LIMIT 1),
            'amount', t.amount)) ORDER BY t.nr) AS taxes,
        sum(CAST(t.amount AS DECIMAL(26, 8))) AS tax
    FROM taxed AS i
    JOIN json_table(i.taxes, '$[*]' COLUMNS (
        nr FOR ORDINALITY, id BIGINT PATH '$.id', amount VARCHAR(40) PATH '$.amount')) AS t
    LEFT JOIN wp_woocommerce_order_items AS x ON x.order_id = i.order_id AND x.order_item_type = 'tax' AND EXISTS (
        SELECT 1 FROM wp_woocommerce_order_itemmeta AS r
        WHERE r.order_item_id = x.order_item_id AND r.meta_key = 'rate_id' AND r.meta_value = t.id)
    WHERE i.x IS NULL
    GROUP BY i.order_item_id
),
summed AS (
    SELECT
        i.*, n.taxes AS tax_lines,
        CASE WHEN i.order_item_type = 'shipping' OR i.x IS NOT NULL THEN coalesce(i.tax, 0)
            ELSE coalesce(n.tax, i.tax, 0) END AS exact_tax,
        CASE WHEN i.order_item_type <> 'line_item' THEN 1 ELSE i.qty END AS pieces
    FROM taxed AS i
    LEFT JOIN named AS n ON n.order_item_id = i.order_item_id
)
SELECT
    i.order_id AS parent,
    i.order_item_id AS `key`,
    CASE WHEN r.id IS NOT NULL THEN 'line_of_a_refund' END AS skip,
    p.ID AS product,
    CASE
        WHEN i.x IS NOT NULL THEN json_value(i.x, '$.kind')
        WHEN i.order_item_type = 'line_item' THEN 'goods'
        ELSE i.order_item_type
    END AS kind,
    nullif(i.order_item_name, '') AS title,
    json_value(i.x, '$.variant_title') AS variant_title,
    json_value(i.x, '$.sku') AS sku,
    json_value(i.x, '$.gtin') AS gtin,
    json_value(i.x, '$.image') AS image,
    CASE
        WHEN i.x IS NOT NULL THEN json_value(i.x, '$.options')
        WHEN i.options LIKE '%{%' THEN json_query(regexp_replace(regexp_replace(i.options, '(?<=[\\[,])null,', ''),
            ',null(?=[\\],])', ''), '$')
    END AS options,
    CAST(json_value(i.x, '$.parent_line_id') AS SIGNED) AS parent_line,
    CASE WHEN i.x IS NOT NULL AND i.order_item_type <> 'line_item' THEN json_value(i.x, '$.qty') ELSE i.pieces END AS qty,
    CASE
        WHEN i.x IS NOT NULL THEN json_value(i.x, '$.unit_net')
        WHEN i.pieces > 0 AND round(i.net / i.pieces, 8) * i.pieces = i.net THEN round(i.net / i.pieces, 8)
    END AS unit_net,
    CASE
        WHEN i.x IS NOT NULL THEN json_value(i.x, '$.unit_gross')
        WHEN i.pieces > 0 AND round((i.net + i.exact_tax) / i.pieces, 8) * i.pieces = i.net + i.exact_tax
            THEN round((i.net + i.exact_tax) / i.pieces, 8)
    END AS unit_gross,
    CASE WHEN i.x IS NULL OR json_value(i.x, '$.has_net') = '1' THEN i.net END AS line_net,
    CASE WHEN i.x IS NULL OR json_value(i.x, '$.has_gross') = '1' THEN i.net + i.exact_tax END AS line_gross,
    CASE
        WHEN i.x IS NOT NULL THEN json_value(i.x, '$.taxes')
        WHEN i.tax_lines IS NOT NULL THEN i.tax_lines
        WHEN i.exact_tax <> 0 THEN json_array(json_object('amount', CAST(i.exact_tax AS CHAR)))
    END AS taxes,
    CASE
        WHEN i.x IS NOT NULL THEN json_value(i.x, '$.discounts')
        WHEN i.subtotal <> i.net THEN json_array(json_object('source', 'coupon', 'net_amount', CAST(i.subtotal - i.net AS CHAR)))
    END AS discounts,
    CASE WHEN i.x IS NULL AND i.taxes IS NULL AND i.tax_data <> '' THEN i.tax_data END AS x_tax_data
FROM summed AS i
LEFT JOIN wp_posts AS p ON p.ID = coalesce(nullif(i.variation_id, 0), nullif(i.product_id, 0))
    AND p.post_type IN ('product', 'product_variation')
LEFT JOIN wp_wc_orders AS r ON r.id = i.order_id AND r.type = 'shop_order_refund'
ORDER BY i.order_id, i.order_item_id
