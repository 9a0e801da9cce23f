-- Goods, surcharges (kind fee) and shipping (kind shipping) in one list, so that the line_gross of an order add up to
-- its total_grand, and the line_net to what is left of it without total_tax.
--
-- Vendure keeps the list price of a unit, with or without tax, and adjustments over all units that were placed; what a
-- line costs it computes when it is asked, and so does this file, in integers and with Vendure's rounding (half up,
-- once per line; OrderLine.proratedLinePrice and its relatives in @vendure/core):
--   basis = (list price + adjustments / units placed) * quantity        a line with quantity 0 was cancelled
--   gross = basis, or basis * (1 + rate) where list prices are without tax
--   net   = basis / (1 + rate), or basis where list prices are without tax
-- The rate is in thousandths of a percent. unit_net and unit_gross are before discounts.
-- What Storefold wrote stands below `storefold` in the first tax line; its amounts are believed while the columns are as they
-- were (write/order.line.sql). Keys of native surcharges are negative and even, of shipping lines negative and odd.
-- What only makes up for a difference to the order's total is no line.
-- The three lists have the same columns with the same affinities, so that SQLite asks each by its own index; hence
-- the unary pluses.
WITH raw AS (
    SELECT
        l.orderId AS parent, 1 AS rank, l.id, +l.id AS key, 'goods' AS kind, +l.productVariantId AS product,
        NULL AS title, NULL AS sku, +l.featuredAssetId AS asset, +l.quantity AS qty,
        max(l.quantity, l.orderPlacedQuantity, 1) AS placed, l.listPrice AS price, l.listPriceIncludesTax AS with_tax,
        +l.adjustments AS adjustments, l.taxLines AS taxes,
        l.quantity || '|' || l.listPrice || '|' || l.listPriceIncludesTax || '|' || l.productVariantId || '|' || l.adjustments
            AS columns
    FROM order_line AS l
    UNION ALL
    SELECT
        e.orderId, 2, e.id, -2 * e.id, 'fee', NULL,
        +e.description, +e.sku, NULL, 1,
        1, e.listPrice, e.listPriceIncludesTax,
        '[]', e.taxLines, e.listPrice || ''
    FROM surcharge AS e
    WHERE e.taxLines NOT LIKE '%"storefold":{"difference":%'
    UNION ALL
    SELECT
        h.orderId, 3, h.id, -2 * h.id - 1, 'shipping', NULL,
        (
            SELECT t.name FROM shipping_method_translation AS t WHERE t.baseId = h.shippingMethodId
            ORDER BY
                t.languageCode <> (SELECT defaultLanguageCode FROM channel WHERE code = '__default_channel__'), t.id
            LIMIT 1
        ), NULL, NULL, 1,
        1, h.listPrice, h.listPriceIncludesTax,
        +h.adjustments, h.taxLines, h.listPrice || ''
    FROM shipping_line AS h
    WHERE h.taxLines NOT LIKE '%"storefold":{"difference":%'
),
priced AS MATERIALIZED (
    SELECT
        r.*,
        CASE
            WHEN r.adjustments = '[]' THEN 0
            WHEN json_valid(r.adjustments) THEN (
                SELECT CAST(round(total(json_extract(a.value, '$.amount'))) AS INTEGER)
                FROM json_each(r.adjustments) AS a WHERE a.type = 'object')
        END AS adjusted,
        -- One tax per line is the rule; only the others are taken apart.
        CASE
            WHEN NOT json_valid(r.taxes) THEN NULL
            WHEN json_array_length(r.taxes) = 1
                THEN CAST(round(json_extract(r.taxes, '$[0].taxRate') * 1000) AS INTEGER)
            ELSE (
                SELECT CAST(round(total(json_extract(t.value, '$.taxRate')) * 1000) AS INTEGER)
                FROM json_each(r.taxes) AS t)
        END AS rate,
        CASE WHEN instr(r.taxes, '"storefold"') AND json_valid(r.taxes) THEN json_extract(r.taxes, '$[0].storefold') END AS note
    FROM raw AS r
    WHERE /*keys r.parent*/
),
-- Every amount as a fraction n/d with d > 0; doubled and one half added, so that flooring rounds half up.
fractions AS (
    SELECT
        p.*,
        2 * (p.price * p.placed + p.adjusted) * p.qty * iif(p.with_tax, 1, 100000 + p.rate) AS gross_n,
        p.placed * iif(p.with_tax, 1, 100000) AS gross_d,
        2 * (p.price * p.placed + p.adjusted) * p.qty * iif(p.with_tax, 100000, 1) AS net_n,
        p.placed * iif(p.with_tax, 100000 + p.rate, 1) AS net_d,
        2 * p.price * iif(p.with_tax, 1, 100000 + p.rate) AS unit_gross_n,
        iif(p.with_tax, 1, 100000) AS unit_gross_d,
        2 * p.price * iif(p.with_tax, 100000, 1) AS unit_net_n,
        iif(p.with_tax, 100000 + p.rate, 1) AS unit_net_d
    FROM priced AS p
),
rounded AS (
    SELECT
        f.parent, f.rank, f.id, f.key, f.kind, f.product, f.title, f.sku, f.asset, f.qty, f.placed, f.with_tax, f.rate,
        f.adjustments, f.taxes, f.note,
        CASE WHEN json_extract(f.note, '$.as') = f.columns THEN f.note END AS kept,
        (gross_n + gross_d) / (2 * gross_d) - ((gross_n + gross_d) % (2 * gross_d) < 0) AS line_gross,
        (net_n + net_d) / (2 * net_d) - ((net_n + net_d) % (2 * net_d) < 0) AS line_net,
        (unit_gross_n + unit_gross_d) / (2 * unit_gross_d)
            - ((unit_gross_n + unit_gross_d) % (2 * unit_gross_d) < 0) AS unit_gross,
        (unit_net_n + unit_net_d) / (2 * unit_net_d)
            - ((unit_net_n + unit_net_d) % (2 * unit_net_d) < 0) AS unit_net
    FROM fractions AS f
)
SELECT
    r.parent,
    coalesce(json_extract(r.note, '$.id'), r.key) AS key,
    iif(json_extract(r.note, '$.no_product'), NULL, coalesce(json_extract(r.note, '$.product'), r.product)) AS product,
    coalesce(json_extract(r.note, '$.kind'), r.kind) AS kind,
    CASE WHEN r.note IS NOT NULL THEN json_extract(r.note, '$.title') WHEN r.kind = 'goods' THEN coalesce(
        (
            SELECT t.name FROM product_translation AS t
            WHERE t.baseId = v.productId
                AND t.languageCode = (SELECT defaultLanguageCode FROM channel WHERE code = '__default_channel__')
            ORDER BY t.id LIMIT 1
        ),
        (SELECT t.name FROM product_translation AS t WHERE t.baseId = v.productId ORDER BY t.id LIMIT 1))
        ELSE nullif(r.title, '') END AS title,
    iif(r.note IS NOT NULL, json_extract(r.note, '$.variant_title'), coalesce(
        (
            SELECT t.name FROM product_variant_translation AS t
            WHERE t.baseId = v.id
                AND t.languageCode = (SELECT defaultLanguageCode FROM channel WHERE code = '__default_channel__')
            ORDER BY t.id LIMIT 1
        ),
        (SELECT t.name FROM product_variant_translation AS t WHERE t.baseId = v.id ORDER BY t.id LIMIT 1)
    )) AS variant_title,
    iif(r.note IS NOT NULL, json_extract(r.note, '$.sku'), nullif(coalesce(v.sku, r.sku), '')) AS sku,
    json_extract(r.note, '$.gtin') AS gtin,
    iif(r.note IS NOT NULL, json_extract(r.note, '$.image'), i.source) AS image,
    json_extract(r.note, '$.options') AS options,
    json_extract(r.note, '$.parent_line') AS parent_line,
    iif(r.rank > 1 AND r.kept IS NOT NULL, json_extract(r.kept, '$.qty'), r.qty) AS qty,
    iif(r.kept IS NULL, r.unit_net, json_extract(r.kept, '$.unit_net')) AS unit_net,
    iif(r.kept IS NULL, r.unit_gross, json_extract(r.kept, '$.unit_gross')) AS unit_gross,
    iif(r.kept IS NULL, r.line_net, json_extract(r.kept, '$.line_net')) AS line_net,
    iif(r.kept IS NULL, r.line_gross, json_extract(r.kept, '$.line_gross')) AS line_gross,
    -- The tax of the line, split by rate.
    CASE
        WHEN r.kept IS NOT NULL THEN json_extract(r.kept, '$.taxes')
        WHEN r.rate IS NULL THEN r.taxes
        WHEN json_array_length(r.taxes) = 1 THEN (
            SELECT printf('[{"code":%s,"rate":"%s","amount":"%s%d.%02d"}]',
                json_quote(json_extract(r.taxes, '$[0].description')), json_extract(r.taxes, '$[0].taxRate'),
                iif(s.amount < 0, '-', ''), abs(s.amount) / 100, abs(s.amount) % 100)
            FROM (SELECT r.line_gross - r.line_net AS amount) AS s)
        ELSE (
            SELECT json_group_array(json_object(
                'code', s.code, 'rate', s.rate,
                'amount', printf('%s%d.%02d', iif(s.amount < 0, '-', ''), abs(s.amount) / 100, abs(s.amount) % 100)))
            FROM (
                SELECT
                    json_extract(t.value, '$.description') AS code,
                    json_extract(t.value, '$.taxRate') || '' AS rate,
                    CASE WHEN r.rate = 0 THEN 0 ELSE (
                        2 * (r.line_gross - r.line_net)
                            * CAST(round(json_extract(t.value, '$.taxRate') * 1000) AS INTEGER) + r.rate) / (2 * r.rate)
                    END AS amount
                FROM json_each(r.taxes) AS t) AS s)
    END AS taxes,
    -- What each adjustment takes off the line, tax included; by Vendure's source, and by code where a coupon did it.
    CASE
        WHEN r.kept IS NOT NULL THEN json_extract(r.kept, '$.discounts')
        WHEN r.adjustments = '[]' THEN NULL WHEN NOT json_valid(r.adjustments) THEN r.adjustments ELSE (
        SELECT '[' || group_concat(printf('{%s"source":%s,"title":%s,"amount":"%s%d.%02d"}',
            CASE WHEN m.couponCode <> '' THEN '"code":' || json_quote(m.couponCode) || ',' ELSE '' END,
            json_quote(s.source), json_quote(s.title),
            iif(s.amount < 0, '-', ''), abs(s.amount) / 100, abs(s.amount) % 100)) || ']'
        FROM (
            SELECT
                json_extract(a.value, '$.adjustmentSource') AS source,
                json_extract(a.value, '$.description') AS title,
                (2 * -json_extract(a.value, '$.amount') * r.qty * iif(r.with_tax, 1, 100000 + r.rate)
                    + r.placed * iif(r.with_tax, 1, 100000)) / (2 * r.placed * iif(r.with_tax, 1, 100000)) AS amount
            FROM json_each(r.adjustments) AS a WHERE a.type = 'object') AS s
        LEFT JOIN promotion AS m ON m.id = CAST(substr(s.source, 11) AS INTEGER) AND s.source LIKE 'PROMOTION:%')
    END AS discounts
FROM rounded AS r
LEFT JOIN product_variant AS v ON v.id = r.product
LEFT JOIN asset AS i ON i.id = r.asset
ORDER BY r.parent, r.rank, r.id
