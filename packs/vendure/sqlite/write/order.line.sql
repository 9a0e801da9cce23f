-- Goods become order lines, fees surcharges and shipping shipping lines. A surcharge and a shipping line have ids of their
-- own tables; the id that Storefold gave them stands with what else Vendure has no column for in the first tax line.
-- `as` is what the columns held when it was written: the read file believes the rest only as long as they still do.
--
-- Where only the net amount of a fee or of shipping is known, that is what it costs; tax that the order has on it alone comes with
-- the difference below.
--
-- Vendure works with the price of a unit as listed (with or without tax) and with adjustments; where the line costs something
-- else than the unit times the quantity, one adjustment makes the difference.
-- A line needs a variant: one whose product is not known gets a variant that nobody can buy and nobody removes.
INSERT INTO product (createdAt, updatedAt, deletedAt, enabled)
SELECT '1970-01-01 00:00:00', '1970-01-01 00:00:00', '1970-01-01 00:00:00', 0
WHERE
    EXISTS (SELECT 1 FROM stage_order_line WHERE product_id IS NULL AND kind NOT IN ('fee', 'shipping'))
    AND NOT EXISTS (SELECT 1 FROM product_variant WHERE sku = 'STOREFOLD-UNKNOWN-PRODUCT');

INSERT INTO product_translation (languageCode, name, slug, description, baseId)
SELECT h.defaultLanguageCode, 'No longer sold', 'storefold-unknown-product', '', (SELECT max(id) FROM product)
FROM channel AS h
WHERE
    h.code = '__default_channel__'
    AND EXISTS (SELECT 1 FROM stage_order_line WHERE product_id IS NULL AND kind NOT IN ('fee', 'shipping'))
    AND NOT EXISTS (SELECT 1 FROM product_variant WHERE sku = 'STOREFOLD-UNKNOWN-PRODUCT');

INSERT INTO product_variant (createdAt, updatedAt, deletedAt, enabled, sku, trackInventory, taxCategoryId, productId)
SELECT
    '1970-01-01 00:00:00', '1970-01-01 00:00:00', '1970-01-01 00:00:00', 0, 'STOREFOLD-UNKNOWN-PRODUCT', 'FALSE',
    (SELECT id FROM tax_category ORDER BY isDefault DESC, id LIMIT 1), (SELECT max(id) FROM product)
WHERE
    EXISTS (SELECT 1 FROM stage_order_line WHERE product_id IS NULL AND kind NOT IN ('fee', 'shipping'))
    AND NOT EXISTS (SELECT 1 FROM product_variant WHERE sku = 'STOREFOLD-UNKNOWN-PRODUCT');

INSERT INTO product_variant_translation (languageCode, name, baseId)
SELECT h.defaultLanguageCode, 'No longer sold', v.id
FROM product_variant AS v
JOIN channel AS h ON h.code = '__default_channel__'
WHERE
    v.sku = 'STOREFOLD-UNKNOWN-PRODUCT'
    AND NOT EXISTS (SELECT 1 FROM product_variant_translation AS t WHERE t.baseId = v.id);

INSERT OR IGNORE INTO product_channels_channel (productId, channelId)
SELECT v.productId, h.id FROM product_variant AS v JOIN channel AS h WHERE v.sku = 'STOREFOLD-UNKNOWN-PRODUCT';

INSERT INTO product_variant_price (currencyCode, channelId, price, variantId)
SELECT h.defaultCurrencyCode, h.id, 0, v.id
FROM product_variant AS v
JOIN channel AS h
WHERE
    v.sku = 'STOREFOLD-UNKNOWN-PRODUCT'
    AND NOT EXISTS (
        SELECT 1 FROM product_variant_channels_channel AS x WHERE x.productVariantId = v.id AND x.channelId = h.id);

INSERT OR IGNORE INTO product_variant_channels_channel (productVariantId, channelId)
SELECT v.id, h.id FROM product_variant AS v JOIN channel AS h WHERE v.sku = 'STOREFOLD-UNKNOWN-PRODUCT';

-- A line that became one of another kind leaves its old table.
DELETE FROM order_line
WHERE id IN (SELECT id FROM stage_order_line WHERE is_new = 0 AND kind IN ('fee', 'shipping'));

DELETE FROM surcharge
WHERE
    orderId IN (SELECT parent_id FROM stage_order_line WHERE is_new = 0)
    AND json_extract(taxLines, '$[0].storefold.id') IN (SELECT id FROM stage_order_line);

DELETE FROM shipping_line
WHERE
    orderId IN (SELECT parent_id FROM stage_order_line WHERE is_new = 0)
    AND json_extract(taxLines, '$[0].storefold.id') IN (SELECT id FROM stage_order_line);

-- Quantities are whole numbers in Vendure: another one is refused by the column.
INSERT INTO order_line (
    id, createdAt, updatedAt, quantity, listPriceIncludesTax, adjustments, taxLines, productVariantId, listPrice, orderId)
SELECT s.id, o.createdAt, o.createdAt, 0, 0, '[]', '[]', (SELECT min(id) FROM product_variant), 0, s.parent_id
FROM stage_order_line AS s
JOIN "order" AS o ON o.id = s.parent_id
WHERE s.kind NOT IN ('fee', 'shipping') AND NOT EXISTS (SELECT 1 FROM order_line AS l WHERE l.id = s.id);

-- Where prices are without tax and the tax on the line is not what Vendure would compute, the price is listed with tax: what was
-- paid is shown to the cent, and the net amount may be a cent away from it.
WITH taxed AS (
    SELECT
        s.*,
        coalesce(o.prices_include_tax, 1) OR (
            s.line_net IS NOT NULL AND s.line_gross IS NOT NULL AND s.unit_gross IS NOT NULL AND s.line_gross <> (
                SELECT (2 * s.line_net * (100000 + CAST(round(total(json_extract(x.value, '$.rate')) * 1000) AS INTEGER)) + 100000)
                    / 200000
                FROM json_each(s.taxes) AS x)) AS with_tax
    FROM stage_order_line AS s
    JOIN stage_order AS o ON o.id = s.parent_id
),
priced AS (
    SELECT
        s.*, coalesce(iif(s.with_tax, s.unit_gross, s.unit_net), s.unit_gross, s.unit_net, 0) AS price,
        coalesce(iif(s.with_tax, s.line_gross, s.line_net), s.line_gross, s.line_net, 0) AS total
    FROM taxed AS s
)
UPDATE order_line
SET
    orderId = s.parent_id, quantity = iif(s.qty = CAST(s.qty AS INTEGER), CAST(s.qty AS INTEGER), NULL),
    orderPlacedQuantity = CAST(s.qty AS INTEGER), listPriceIncludesTax = s.with_tax, listPrice = s.price,
    initialListPrice = s.price,
    productVariantId = coalesce(s.product_id, (SELECT min(id) FROM product_variant WHERE sku = 'STOREFOLD-UNKNOWN-PRODUCT')),
    taxCategoryId = (
        SELECT v.taxCategoryId FROM product_variant AS v
        WHERE v.id = coalesce(s.product_id, (SELECT min(id) FROM product_variant WHERE sku = 'STOREFOLD-UNKNOWN-PRODUCT'))),
    adjustments = iif(s.total = s.price * CAST(s.qty AS INTEGER), '[]', json_array(json_object(
        'amount', s.total - s.price * CAST(s.qty AS INTEGER), 'adjustmentSource', 'STOREFOLD:' || s.id,
        'description', coalesce(
            json_extract(s.discounts, '$[0].title'), json_extract(s.discounts, '$[0].code'),
            json_extract(s.discounts, '$[0].source'), 'Difference to the unit price'),
        'type', iif(json_array_length(s.discounts) > 0, 'DISTRIBUTED_ORDER_PROMOTION', 'OTHER')))),
    taxLines = coalesce((
            SELECT json_group_array(json_object('description', coalesce(json_extract(x.value, '$.code'), ''),
                'taxRate', CAST(coalesce(json_extract(x.value, '$.rate'), 0) AS REAL)))
            FROM json_each(s.taxes) AS x), '[]')
FROM priced AS s
WHERE order_line.id = s.id AND s.kind NOT IN ('fee', 'shipping');

INSERT INTO surcharge (createdAt, updatedAt, description, listPriceIncludesTax, sku, taxLines, listPrice, orderId)
SELECT
    o.createdAt, o.createdAt, coalesce(s.title, ''), 1, coalesce(s.sku, ''),
    json_array(json_object('description', coalesce(json_extract(s.taxes, '$[0].code'), ''),
        'taxRate', CAST(coalesce(json_extract(s.taxes, '$[0].rate'), 0) AS REAL),
        'storefold', json_object(
            'id', s.id, 'kind', s.kind, 'title', s.title, 'variant_title', s.variant_title, 'sku', s.sku, 'gtin', s.gtin,
            'image', s.image, 'options', json(s.options), 'parent_line', s.parent_line_id,
            'no_product', s.product_id IS NULL, 'product', s.product_id, 'qty', s.qty,
            'unit_net', s.unit_net, 'unit_gross', s.unit_gross, 'line_net', s.line_net, 'line_gross', s.line_gross,
            'taxes', json(s.taxes), 'discounts', json(s.discounts), 'ordinal', s.ordinal, 'as', CAST(coalesce(s.line_gross, s.line_net, 0) AS TEXT)))),
    coalesce(s.line_gross, s.line_net, 0), s.parent_id
FROM stage_order_line AS s
JOIN "order" AS o ON o.id = s.parent_id
WHERE s.kind = 'fee'
ORDER BY s.id;

-- The shipping method is the one of the same name, else one that Vendure holds for deleted.
INSERT INTO shipping_method (deletedAt, code, checker, calculator, fulfillmentHandlerCode)
SELECT '1970-01-01 00:00:00', 'storefold-moved', m.checker, m.calculator, 'manual-fulfillment'
FROM (
    SELECT
        '{"code":"default-shipping-eligibility-checker","args":[{"name":"orderMinimum","value":"0"}]}' AS checker,
        '{"code":"default-shipping-calculator","args":[{"name":"rate","value":"0"},{"name":"includesTax","value":"auto"},{"name":"taxRate","value":"0"}]}'
            AS calculator) AS m
WHERE
    (
        EXISTS (SELECT 1 FROM stage_order_line WHERE kind = 'shipping')
        OR EXISTS (SELECT 1 FROM stage_order WHERE total_shipping <> 0)
    )
    AND NOT EXISTS (SELECT 1 FROM shipping_method WHERE code = 'storefold-moved');

INSERT INTO shipping_method_translation (languageCode, name, description, baseId)
SELECT h.defaultLanguageCode, 'Shipping', '', m.id
FROM shipping_method AS m
JOIN channel AS h ON h.code = '__default_channel__'
WHERE
    m.code = 'storefold-moved' AND NOT EXISTS (SELECT 1 FROM shipping_method_translation AS t WHERE t.baseId = m.id);

INSERT INTO shipping_line (createdAt, updatedAt, listPriceIncludesTax, adjustments, taxLines, shippingMethodId, listPrice, orderId)
SELECT
    o.createdAt, o.createdAt, 1, '[]',
    json_array(json_object('description', coalesce(json_extract(s.taxes, '$[0].code'), ''),
        'taxRate', CAST(coalesce(json_extract(s.taxes, '$[0].rate'), 0) AS REAL),
        'storefold', json_object(
            'id', s.id, 'kind', s.kind, 'title', s.title, 'variant_title', s.variant_title, 'sku', s.sku, 'gtin', s.gtin,
            'image', s.image, 'options', json(s.options), 'parent_line', s.parent_line_id,
            'no_product', s.product_id IS NULL, 'product', s.product_id, 'qty', s.qty,
            'unit_net', s.unit_net, 'unit_gross', s.unit_gross, 'line_net', s.line_net, 'line_gross', s.line_gross,
            'taxes', json(s.taxes), 'discounts', json(s.discounts), 'ordinal', s.ordinal, 'as', CAST(coalesce(s.line_gross, s.line_net, 0) AS TEXT)))),
    coalesce(
        (SELECT min(t.baseId) FROM shipping_method_translation AS t WHERE t.name = s.title),
        (SELECT min(m.id) FROM shipping_method AS m WHERE m.code = 'storefold-moved')),
    coalesce(s.line_gross, s.line_net, 0), s.parent_id
FROM stage_order_line AS s
JOIN "order" AS o ON o.id = s.parent_id
WHERE s.kind = 'shipping'
ORDER BY s.id;

UPDATE order_line
SET taxLines = json_set(
    iif(l.taxLines = '[]', '[{"description":"","taxRate":0}]', l.taxLines), '$[0].storefold',
    json_object(
        'id', s.id, 'kind', s.kind, 'title', s.title, 'variant_title', s.variant_title, 'sku', s.sku, 'gtin', s.gtin,
        'image', s.image, 'options', json(s.options), 'parent_line', s.parent_line_id,
        'no_product', s.product_id IS NULL, 'product', s.product_id, 'qty', s.qty,
        'unit_net', s.unit_net, 'unit_gross', s.unit_gross, 'line_net', s.line_net, 'line_gross', s.line_gross,
        'taxes', json(s.taxes), 'discounts', json(s.discounts), 'ordinal', s.ordinal,
        'as', l.quantity || '|' || l.listPrice || '|' || l.listPriceIncludesTax || '|' || l.productVariantId || '|' || l.adjustments))
FROM stage_order_line AS s
JOIN order_line AS l ON l.id = s.id
WHERE order_line.id = s.id AND s.kind NOT IN ('fee', 'shipping');

-- Where the source names no rate, or one that does not explain the tax of the line, Vendure is told the rate that does: with as few
-- digits as give the same net amount. A cent for each unit is rounding.
WITH found AS (
    SELECT
        f.id, f.parent_id, f.rest,
        coalesce(
            (
                SELECT round(f.percent, k.digits) FROM (SELECT 0 AS digits UNION ALL SELECT 1 UNION ALL SELECT 2) AS k
                WHERE round(f.line_gross / (1 + round(f.percent, k.digits) / 100)) = f.line_net ORDER BY k.digits LIMIT 1
            ), round(f.percent, 3)) AS rate
    FROM (
        SELECT
            s.*, (s.line_gross - s.line_net) * 100.0 / s.line_net AS percent,
            (SELECT total(json_extract(x.value, '$.rate')) FROM json_each(s.taxes) AS x) AS named,
            (SELECT total(json_extract(x.value, '$.rate')) FROM json_each(s.taxes) AS x WHERE x.key > 0) AS rest
        FROM stage_order_line AS s
        WHERE s.line_net <> 0 AND s.kind NOT IN ('fee', 'shipping')) AS f
    WHERE abs(f.line_gross - f.line_net * (1 + f.named / 100)) > 1 + abs(f.qty)
)
UPDATE order_line
SET taxLines = json_set(order_line.taxLines, '$[0].taxRate', f.rate - f.rest)
FROM found AS f
WHERE order_line.id = f.id;

WITH found AS (
    SELECT
        f.id, f.parent_id, f.rest,
        coalesce(
            (
                SELECT round(f.percent, k.digits) FROM (SELECT 0 AS digits UNION ALL SELECT 1 UNION ALL SELECT 2) AS k
                WHERE round(f.line_gross / (1 + round(f.percent, k.digits) / 100)) = f.line_net ORDER BY k.digits LIMIT 1
            ), round(f.percent, 3)) AS rate
    FROM (
        SELECT
            s.*, (s.line_gross - s.line_net) * 100.0 / s.line_net AS percent,
            (SELECT total(json_extract(x.value, '$.rate')) FROM json_each(s.taxes) AS x) AS named,
            (SELECT total(json_extract(x.value, '$.rate')) FROM json_each(s.taxes) AS x WHERE x.key > 0) AS rest
        FROM stage_order_line AS s
        WHERE s.line_net <> 0 AND s.kind = 'fee') AS f
    WHERE abs(f.line_gross - f.line_net * (1 + f.named / 100)) > 1 + abs(f.qty)
)
UPDATE surcharge
SET taxLines = json_set(surcharge.taxLines, '$[0].taxRate', f.rate - f.rest)
FROM found AS f
WHERE surcharge.orderId = f.parent_id AND json_extract(surcharge.taxLines, '$[0].storefold.id') = f.id;

WITH found AS (
    SELECT
        f.id, f.parent_id, f.rest,
        coalesce(
            (
                SELECT round(f.percent, k.digits) FROM (SELECT 0 AS digits UNION ALL SELECT 1 UNION ALL SELECT 2) AS k
                WHERE round(f.line_gross / (1 + round(f.percent, k.digits) / 100)) = f.line_net ORDER BY k.digits LIMIT 1
            ), round(f.percent, 3)) AS rate
    FROM (
        SELECT
            s.*, (s.line_gross - s.line_net) * 100.0 / s.line_net AS percent,
            (SELECT total(json_extract(x.value, '$.rate')) FROM json_each(s.taxes) AS x) AS named,
            (SELECT total(json_extract(x.value, '$.rate')) FROM json_each(s.taxes) AS x WHERE x.key > 0) AS rest
        FROM stage_order_line AS s
        WHERE s.line_net <> 0 AND s.kind = 'shipping') AS f
    WHERE abs(f.line_gross - f.line_net * (1 + f.named / 100)) > 1 + abs(f.qty)
)
UPDATE shipping_line
SET taxLines = json_set(shipping_line.taxLines, '$[0].taxRate', f.rate - f.rest)
FROM found AS f
WHERE shipping_line.orderId = f.parent_id AND json_extract(shipping_line.taxLines, '$[0].storefold.id') = f.id;

-- Lines do not always add up to what the order cost: amounts were rounded apart, or the tax of shipping and of a discount stands in
-- the order alone. One surcharge more makes up for it, or Vendure would ask for another amount once somebody changes the order.
DELETE FROM surcharge
WHERE
    orderId IN (SELECT id FROM stage_order WHERE is_new = 0)
    AND taxLines LIKE '%"storefold":{"difference":%';

INSERT INTO surcharge (createdAt, updatedAt, description, listPriceIncludesTax, sku, taxLines, listPrice, orderId)
SELECT
    t.createdAt, t.createdAt, 'Difference to the order''s total', 1, '',
    '[{"description":"","taxRate":0,"storefold":{"difference":true}}]', t.difference, t.id
FROM (
    SELECT
        o.id, o.createdAt, o.subTotalWithTax - (
            SELECT coalesce(sum(iif(l.quantity = 0, 0, CAST(round(
                (l.listPrice * l.quantity + coalesce(json_extract(l.adjustments, '$[0].amount'), 0))
                    * iif(l.listPriceIncludesTax, 1, 1 + (
                        SELECT total(json_extract(x.value, '$.taxRate')) / 100 FROM json_each(l.taxLines) AS x))) AS INTEGER))), 0)
            FROM order_line AS l WHERE l.orderId = o.id
        ) - (SELECT coalesce(sum(e.listPrice), 0) FROM surcharge AS e WHERE e.orderId = o.id) AS difference
    FROM stage_order AS s
    JOIN "order" AS o ON o.id = s.id) AS t
WHERE t.difference <> 0
ORDER BY t.id;

-- So does a shipping line, where shipping stands in the order alone.
DELETE FROM shipping_line
WHERE
    orderId IN (SELECT id FROM stage_order WHERE is_new = 0)
    AND taxLines LIKE '%"storefold":{"difference":%';

INSERT INTO shipping_line (createdAt, updatedAt, listPriceIncludesTax, adjustments, taxLines, shippingMethodId, listPrice, orderId)
SELECT
    o.createdAt, o.createdAt, 1, '[]', '[{"description":"","taxRate":0,"storefold":{"difference":true}}]',
    (SELECT min(m.id) FROM shipping_method AS m WHERE m.code = 'storefold-moved'), o.shippingWithTax, o.id
FROM stage_order AS s
JOIN "order" AS o ON o.id = s.id
WHERE o.shippingWithTax <> 0 AND NOT EXISTS (SELECT 1 FROM shipping_line AS l WHERE l.orderId = o.id)
ORDER BY o.id;
