-- Goods, surcharges (kind fee) and shipping (kind shipping) in one list, so that the line_gross of an order add up to
-- its total_grand, and the line_net to what is left of it without total_tax.
--
-- Vendure keeps the list price of a unit, with or without tax, and adjustments over all units that were placed; what a
-- line costs it computes when it is asked, and so does this file, in whole numbers and with Vendure's rounding (half up,
-- once per line; OrderLine.proratedLinePrice and its relatives in @vendure/core):
--   basis = (list price + adjustments / units placed) * quantity        a line with quantity 0 was cancelled
--   gross = basis, or basis * (1 + rate) where list prices are without tax
--   net   = basis / (1 + rate), or basis where list prices are without tax
-- The rate is in thousandths of a percent. unit_net and unit_gross are before discounts.
-- What Storefold wrote stands below `storefold` in the first tax line; its amounts are believed while the columns are as they
-- were (write/order.line.sql). Keys of native surcharges are negative and even, of shipping lines negative and odd.
-- What only makes up for a difference to the order's total is no line.
WITH raw AS (
    SELECT
        l."orderId" AS parent, 1 AS rank, l.id, l.id::bigint AS key, 'goods' AS kind, l."productVariantId" AS product,
        NULL::varchar AS title, NULL::varchar AS sku, l."featuredAssetId" AS asset, l.quantity AS qty,
        greatest(l.quantity, l."orderPlacedQuantity", 1) AS placed, l."listPrice" AS price,
        l."listPriceIncludesTax" AS with_tax, l.adjustments, l."taxLines" AS taxes,
        l.quantity || '|' || l."listPrice" || '|' || l."listPriceIncludesTax" || '|' || l."productVariantId" || '|'
            || l.adjustments AS columns
    FROM order_line AS l
    UNION ALL
    SELECT
        e."orderId", 2, e.id, -2 * e.id::bigint, 'fee', NULL,
        e.description, e.sku, NULL, 1,
        1, e."listPrice",
        e."listPriceIncludesTax", '[]', e."taxLines",
        e."listPrice"::text
    FROM surcharge AS e
    WHERE e."taxLines" NOT LIKE '%"storefold":{"difference":%'
    UNION ALL
    SELECT
        h."orderId", 3, h.id, -2 * h.id::bigint - 1, 'shipping', NULL,
        (
            SELECT t.name FROM shipping_method_translation AS t WHERE t."baseId" = h."shippingMethodId"
            ORDER BY
                t."languageCode" <> (SELECT "defaultLanguageCode" FROM channel WHERE code = '__default_channel__'), t.id
            LIMIT 1
        ), NULL, NULL, 1,
        1, h."listPrice",
        h."listPriceIncludesTax", h.adjustments, h."taxLines",
        h."listPrice"::text
    FROM shipping_line AS h
    WHERE h."taxLines" NOT LIKE '%"storefold":{"difference":%'
),
priced AS MATERIALIZED (
    SELECT
        r.*,
        CASE WHEN r.adjustments = '[]' THEN 0 ELSE (
            SELECT round(coalesce(sum((a.value ->> 'amount')::numeric), 0))
            FROM jsonb_array_elements(r.adjustments::jsonb) AS a WHERE jsonb_typeof(a.value) = 'object') END AS adjusted,
        (
            SELECT round(coalesce(sum((t.value ->> 'taxRate')::numeric), 0) * 1000)
            FROM jsonb_array_elements(r.taxes::jsonb) AS t
        ) AS rate,
        CASE WHEN position('"storefold"' IN r.taxes) > 0 THEN r.taxes::jsonb #> '{0,storefold}' END AS note
    FROM raw AS r
    WHERE /*keys r.parent*/
),
-- Every amount as a fraction n/d with d > 0; doubled and one half added, so that flooring rounds half up.
fractions AS (
    SELECT
        p.*,
        2 * (p.price::numeric * p.placed + p.adjusted) * p.qty * CASE WHEN p.with_tax THEN 1 ELSE 100000 + p.rate END AS gross_n,
        p.placed::numeric * CASE WHEN p.with_tax THEN 1 ELSE 100000 END AS gross_d,
        2 * (p.price::numeric * p.placed + p.adjusted) * p.qty * CASE WHEN p.with_tax THEN 100000 ELSE 1 END AS net_n,
        p.placed::numeric * CASE WHEN p.with_tax THEN 100000 + p.rate ELSE 1 END AS net_d,
        2 * p.price::numeric * CASE WHEN p.with_tax THEN 1 ELSE 100000 + p.rate END AS unit_gross_n,
        CASE WHEN p.with_tax THEN 1 ELSE 100000::numeric END AS unit_gross_d,
        2 * p.price::numeric * CASE WHEN p.with_tax THEN 100000 ELSE 1 END AS unit_net_n,
        CASE WHEN p.with_tax THEN 100000 + p.rate ELSE 1 END AS unit_net_d
    FROM priced AS p
),
rounded AS (
    SELECT
        f.parent, f.rank, f.id, f.key, f.kind, f.product, f.title, f.sku, f.asset, f.qty, f.placed, f.with_tax, f.rate,
        f.adjustments, f.taxes, f.note,
        CASE WHEN f.note ->> 'as' = f.columns THEN f.note END AS kept,
        (div(gross_n + gross_d, 2 * gross_d) - ((gross_n + gross_d) % (2 * gross_d) < 0)::integer)::bigint AS line_gross,
        (div(net_n + net_d, 2 * net_d) - ((net_n + net_d) % (2 * net_d) < 0)::integer)::bigint AS line_net,
        (div(unit_gross_n + unit_gross_d, 2 * unit_gross_d)
            - ((unit_gross_n + unit_gross_d) % (2 * unit_gross_d) < 0)::integer)::bigint AS unit_gross,
        (div(unit_net_n + unit_net_d, 2 * unit_net_d)
            - ((unit_net_n + unit_net_d) % (2 * unit_net_d) < 0)::integer)::bigint AS unit_net
    FROM fractions AS f
)
SELECT
    r.parent,
    coalesce((r.note ->> 'id')::bigint, r.key) AS key,
    CASE
        WHEN (r.note ->> 'no_product')::boolean THEN NULL
        ELSE coalesce((r.note ->> 'product')::bigint, r.product)
    END AS product,
    coalesce(r.note ->> 'kind', r.kind) AS kind,
    CASE
        WHEN r.note IS NOT NULL THEN r.note ->> 'title'
        WHEN r.kind = 'goods' THEN (
            SELECT t.name FROM product_translation AS t WHERE t."baseId" = v."productId"
            ORDER BY
                t."languageCode" <> (SELECT "defaultLanguageCode" FROM channel WHERE code = '__default_channel__'), t.id
            LIMIT 1)
        ELSE nullif(r.title, '')
    END AS title,
    CASE
        WHEN r.note IS NOT NULL THEN r.note ->> 'variant_title'
        ELSE (
            SELECT t.name FROM product_variant_translation AS t WHERE t."baseId" = v.id
            ORDER BY
                t."languageCode" <> (SELECT "defaultLanguageCode" FROM channel WHERE code = '__default_channel__'), t.id
            LIMIT 1)
    END AS variant_title,
    CASE WHEN r.note IS NOT NULL THEN r.note ->> 'sku' ELSE nullif(coalesce(v.sku, r.sku), '') END AS sku,
    r.note ->> 'gtin' AS gtin,
    CASE WHEN r.note IS NOT NULL THEN r.note ->> 'image' ELSE i.source END AS image,
    nullif(r.note -> 'options', 'null') AS options,
    (r.note ->> 'parent_line')::bigint AS parent_line,
    CASE WHEN r.rank > 1 AND r.kept IS NOT NULL THEN (r.kept ->> 'qty')::numeric ELSE r.qty END AS qty,
    CASE WHEN r.kept IS NULL THEN r.unit_net ELSE (r.kept ->> 'unit_net')::bigint END AS unit_net,
    CASE WHEN r.kept IS NULL THEN r.unit_gross ELSE (r.kept ->> 'unit_gross')::bigint END AS unit_gross,
    CASE WHEN r.kept IS NULL THEN r.line_net ELSE (r.kept ->> 'line_net')::bigint END AS line_net,
    CASE WHEN r.kept IS NULL THEN r.line_gross ELSE (r.kept ->> 'line_gross')::bigint END AS line_gross,
    -- The tax of the line, split by rate.
    CASE
        WHEN r.kept IS NOT NULL THEN nullif(r.kept -> 'taxes', 'null')
        WHEN r.taxes = '[]' THEN '[]'
        ELSE (
            SELECT jsonb_agg(jsonb_build_object(
                'code', s.code, 'rate', s.rate,
                'amount', CASE WHEN s.amount < 0 THEN '-' ELSE '' END || abs(s.amount) / 100 || '.'
                    || lpad((abs(s.amount) % 100)::text, 2, '0')) ORDER BY s.at)
            FROM (
                SELECT
                    t.value ->> 'description' AS code, t.value ->> 'taxRate' AS rate, t.at,
                    CASE
                        WHEN jsonb_array_length(r.taxes::jsonb) = 1 THEN r.line_gross - r.line_net
                        WHEN r.rate = 0 THEN 0
                        ELSE div(
                            2 * (r.line_gross - r.line_net) * round((t.value ->> 'taxRate')::numeric * 1000) + r.rate,
                            2 * r.rate)::bigint
                    END AS amount
                FROM jsonb_array_elements(r.taxes::jsonb) WITH ORDINALITY AS t(value, at)) AS s)
    END AS taxes,
    -- What each adjustment takes off the line, tax included; by Vendure's source, and by code where a coupon did it.
    CASE
        WHEN r.kept IS NOT NULL THEN nullif(r.kept -> 'discounts', 'null')
        WHEN r.adjustments = '[]' THEN NULL
        ELSE (
            SELECT jsonb_agg(
                CASE WHEN m."couponCode" <> '' THEN jsonb_build_object('code', m."couponCode") ELSE '{}' END
                || jsonb_build_object(
                    'source', s.source, 'title', s.title,
                    'amount', CASE WHEN s.amount < 0 THEN '-' ELSE '' END || abs(s.amount) / 100 || '.'
                    || lpad((abs(s.amount) % 100)::text, 2, '0')) ORDER BY s.at)
            FROM (
                SELECT
                    a.value ->> 'adjustmentSource' AS source, a.value ->> 'description' AS title, a.at,
                    div(2 * -(a.value ->> 'amount')::numeric * r.qty * CASE WHEN r.with_tax THEN 1 ELSE 100000 + r.rate END
                        + r.placed * CASE WHEN r.with_tax THEN 1 ELSE 100000 END,
                        2 * r.placed::numeric * CASE WHEN r.with_tax THEN 1 ELSE 100000 END)::bigint AS amount
                FROM jsonb_array_elements(r.adjustments::jsonb) WITH ORDINALITY AS a(value, at)
                WHERE jsonb_typeof(a.value) = 'object') AS s
            LEFT JOIN promotion AS m
                ON m.id = CASE WHEN s.source ~ '^PROMOTION:[0-9]{1,9}$' THEN substr(s.source, 11)::integer END)
    END AS discounts
FROM rounded AS r
LEFT JOIN product_variant AS v ON v.id = r.product
LEFT JOIN asset AS i ON i.id = r.asset
ORDER BY r.parent, r.rank, r.id
