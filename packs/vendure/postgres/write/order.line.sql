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
WITH needed AS MATERIALIZED (
    SELECT nextval(pg_get_serial_sequence('product', 'id')) AS product, nextval(pg_get_serial_sequence('product_variant', 'id')) AS variant
    WHERE
        EXISTS (SELECT 1 FROM stage_order_line WHERE product_id IS NULL AND kind NOT IN ('fee', 'shipping'))
        AND NOT EXISTS (SELECT 1 FROM product_variant WHERE sku = 'STOREFOLD-UNKNOWN-PRODUCT')
),
products AS (
    INSERT INTO product (id, "createdAt", "updatedAt", "deletedAt", enabled)
    SELECT n.product, timestamp '1970-01-01', timestamp '1970-01-01', timestamp '1970-01-01', false FROM needed AS n
),
variants AS (
    INSERT INTO product_variant (
        id, "createdAt", "updatedAt", "deletedAt", enabled, sku, "trackInventory", "taxCategoryId", "productId")
    SELECT
        n.variant, timestamp '1970-01-01', timestamp '1970-01-01', timestamp '1970-01-01', false, 'STOREFOLD-UNKNOWN-PRODUCT',
        'FALSE', (SELECT id FROM tax_category ORDER BY "isDefault" DESC, id LIMIT 1), n.product
    FROM needed AS n
),
texts AS (
    INSERT INTO product_translation ("languageCode", name, slug, description, "baseId")
    SELECT h."defaultLanguageCode", 'No longer sold', 'storefold-unknown-product', '', n.product
    FROM needed AS n JOIN channel AS h ON h.code = '__default_channel__'
),
variant_texts AS (
    INSERT INTO product_variant_translation ("languageCode", name, "baseId")
    SELECT h."defaultLanguageCode", 'No longer sold', n.variant
    FROM needed AS n JOIN channel AS h ON h.code = '__default_channel__'
),
channels AS (
    INSERT INTO product_channels_channel ("productId", "channelId")
    SELECT n.product, h.id FROM needed AS n CROSS JOIN channel AS h
),
prices AS (
    INSERT INTO product_variant_price ("currencyCode", "channelId", price, "variantId")
    SELECT h."defaultCurrencyCode", h.id, 0, n.variant FROM needed AS n CROSS JOIN channel AS h
)
INSERT INTO product_variant_channels_channel ("productVariantId", "channelId")
SELECT n.variant, h.id FROM needed AS n CROSS JOIN channel AS h;

-- A line that became one of another kind leaves its old table.
DELETE FROM order_line
WHERE id IN (SELECT id FROM stage_order_line WHERE is_new = 0 AND kind IN ('fee', 'shipping'));

DELETE FROM surcharge
WHERE
    "orderId" IN (SELECT parent_id FROM stage_order_line WHERE is_new = 0)
    AND ("taxLines"::jsonb #>> '{0,storefold,id}')::bigint IN (SELECT id FROM stage_order_line);

DELETE FROM shipping_line
WHERE
    "orderId" IN (SELECT parent_id FROM stage_order_line WHERE is_new = 0)
    AND ("taxLines"::jsonb #>> '{0,storefold,id}')::bigint IN (SELECT id FROM stage_order_line);

-- Quantities are whole numbers in Vendure: another one is refused by the column.
INSERT INTO order_line (
    id, "createdAt", "updatedAt", quantity, "listPriceIncludesTax", adjustments, "taxLines", "productVariantId", "listPrice",
    "orderId")
SELECT
    s.id, o."createdAt", o."createdAt", 0, false, '[]', '[]', (SELECT min(id) FROM product_variant), 0, s.parent_id
FROM stage_order_line AS s
JOIN "order" AS o ON o.id = s.parent_id
WHERE s.kind NOT IN ('fee', 'shipping') AND NOT EXISTS (SELECT 1 FROM order_line AS l WHERE l.id = s.id);

-- Where prices are without tax and the tax on the line is not what Vendure would compute, the price is listed with tax: what was
-- paid is shown to the cent, and the net amount may be a cent away from it.
WITH taxed AS (
    SELECT
        s.*,
        coalesce(o.prices_include_tax, true) OR (
            s.line_net IS NOT NULL AND s.line_gross IS NOT NULL AND s.unit_gross IS NOT NULL AND s.line_gross <> (
                SELECT div(2 * s.line_net * (100000 + round(coalesce(sum((x.value ->> 'rate')::numeric), 0) * 1000)) + 100000, 200000)
                FROM jsonb_array_elements(s.taxes) AS x)) AS with_tax
    FROM stage_order_line AS s
    JOIN stage_order AS o ON o.id = s.parent_id
),
priced AS (
    SELECT
        s.*, coalesce(CASE WHEN s.with_tax THEN s.unit_gross ELSE s.unit_net END, s.unit_gross, s.unit_net, 0) AS price,
        coalesce(CASE WHEN s.with_tax THEN s.line_gross ELSE s.line_net END, s.line_gross, s.line_net, 0) AS total
    FROM taxed AS s
)
UPDATE order_line
SET
    "orderId" = s.parent_id, quantity = CASE WHEN s.qty = trunc(s.qty) THEN s.qty::integer END,
    "orderPlacedQuantity" = trunc(s.qty)::integer, "listPriceIncludesTax" = s.with_tax, "listPrice" = s.price,
    "initialListPrice" = s.price,
    "productVariantId" = coalesce(s.product_id, (SELECT min(id) FROM product_variant WHERE sku = 'STOREFOLD-UNKNOWN-PRODUCT')),
    "taxCategoryId" = (
        SELECT v."taxCategoryId" FROM product_variant AS v
        WHERE v.id = coalesce(s.product_id, (SELECT min(id) FROM product_variant WHERE sku = 'STOREFOLD-UNKNOWN-PRODUCT'))),
    adjustments = CASE
        WHEN s.total = s.price * trunc(s.qty) THEN '[]'
        ELSE jsonb_build_array(jsonb_build_object(
            'amount', (s.total - s.price * trunc(s.qty))::bigint, 'adjustmentSource', 'STOREFOLD:' || s.id,
            'description', coalesce(
                s.discounts #>> '{0,title}', s.discounts #>> '{0,code}', s.discounts #>> '{0,source}',
                'Difference to the unit price'),
            'type', CASE WHEN s.discounts -> 0 IS NOT NULL THEN 'DISTRIBUTED_ORDER_PROMOTION' ELSE 'OTHER' END))::text
    END,
    "taxLines" = coalesce((
        SELECT jsonb_agg(jsonb_build_object(
            'description', coalesce(x.value ->> 'code', ''), 'taxRate', coalesce((x.value ->> 'rate')::numeric, 0)) ORDER BY x.at)
        FROM jsonb_array_elements(s.taxes) WITH ORDINALITY AS x(value, at)), '[]')::text
FROM priced AS s
WHERE order_line.id = s.id AND s.kind NOT IN ('fee', 'shipping');

INSERT INTO surcharge ("createdAt", "updatedAt", description, "listPriceIncludesTax", sku, "taxLines", "listPrice", "orderId")
SELECT
    o."createdAt", o."createdAt", coalesce(s.title, ''), true, coalesce(s.sku, ''),
    jsonb_build_array(jsonb_build_object('description', coalesce(s.taxes #>> '{0,code}', ''),
        'taxRate', coalesce((s.taxes #>> '{0,rate}')::numeric, 0),
        'storefold', jsonb_build_object(
            'id', s.id, 'kind', s.kind, 'title', s.title, 'variant_title', s.variant_title, 'sku', s.sku, 'gtin', s.gtin,
            'image', s.image, 'options', s.options, 'parent_line', s.parent_line_id,
            'no_product', s.product_id IS NULL, 'product', s.product_id, 'qty', s.qty,
            'unit_net', s.unit_net, 'unit_gross', s.unit_gross, 'line_net', s.line_net, 'line_gross', s.line_gross,
            'taxes', s.taxes, 'discounts', s.discounts, 'ordinal', s.ordinal, 'as', coalesce(s.line_gross, s.line_net, 0)::text)))::text,
    coalesce(s.line_gross, s.line_net, 0), s.parent_id
FROM stage_order_line AS s
JOIN "order" AS o ON o.id = s.parent_id
WHERE s.kind = 'fee'
ORDER BY s.id;

-- The shipping method is the one of the same name, else one that Vendure holds for deleted.
WITH made AS (
    INSERT INTO shipping_method ("deletedAt", code, checker, calculator, "fulfillmentHandlerCode")
    SELECT
        timestamp '1970-01-01', 'storefold-moved',
        '{"code":"default-shipping-eligibility-checker","args":[{"name":"orderMinimum","value":"0"}]}',
        '{"code":"default-shipping-calculator","args":[{"name":"rate","value":"0"},{"name":"includesTax","value":"auto"},{"name":"taxRate","value":"0"}]}',
        'manual-fulfillment'
    WHERE
        (
            EXISTS (SELECT 1 FROM stage_order_line WHERE kind = 'shipping')
            OR EXISTS (SELECT 1 FROM stage_order WHERE total_shipping <> 0)
        )
        AND NOT EXISTS (SELECT 1 FROM shipping_method WHERE code = 'storefold-moved')
    RETURNING id
)
INSERT INTO shipping_method_translation ("languageCode", name, description, "baseId")
SELECT (SELECT "defaultLanguageCode" FROM channel WHERE code = '__default_channel__'), 'Shipping', '', m.id FROM made AS m;

INSERT INTO shipping_line (
    "createdAt", "updatedAt", "listPriceIncludesTax", adjustments, "taxLines", "shippingMethodId", "listPrice", "orderId")
SELECT
    o."createdAt", o."createdAt", true, '[]',
    jsonb_build_array(jsonb_build_object('description', coalesce(s.taxes #>> '{0,code}', ''),
        'taxRate', coalesce((s.taxes #>> '{0,rate}')::numeric, 0),
        'storefold', jsonb_build_object(
            'id', s.id, 'kind', s.kind, 'title', s.title, 'variant_title', s.variant_title, 'sku', s.sku, 'gtin', s.gtin,
            'image', s.image, 'options', s.options, 'parent_line', s.parent_line_id,
            'no_product', s.product_id IS NULL, 'product', s.product_id, 'qty', s.qty,
            'unit_net', s.unit_net, 'unit_gross', s.unit_gross, 'line_net', s.line_net, 'line_gross', s.line_gross,
            'taxes', s.taxes, 'discounts', s.discounts, 'ordinal', s.ordinal, 'as', coalesce(s.line_gross, s.line_net, 0)::text)))::text,
    coalesce(
        (SELECT min(t."baseId") FROM shipping_method_translation AS t WHERE t.name = s.title),
        (SELECT min(m.id) FROM shipping_method AS m WHERE m.code = 'storefold-moved')),
    coalesce(s.line_gross, s.line_net, 0), s.parent_id
FROM stage_order_line AS s
JOIN "order" AS o ON o.id = s.parent_id
WHERE s.kind = 'shipping'
ORDER BY s.id;

UPDATE order_line
SET "taxLines" = jsonb_set(
    CASE WHEN l."taxLines" = '[]' THEN '[{"description":"","taxRate":0}]' ELSE l."taxLines"::jsonb END, '{0,storefold}',
    jsonb_build_object(
        'id', s.id, 'kind', s.kind, 'title', s.title, 'variant_title', s.variant_title, 'sku', s.sku, 'gtin', s.gtin,
        'image', s.image, 'options', s.options, 'parent_line', s.parent_line_id,
        'no_product', s.product_id IS NULL, 'product', s.product_id, 'qty', s.qty,
        'unit_net', s.unit_net, 'unit_gross', s.unit_gross, 'line_net', s.line_net, 'line_gross', s.line_gross,
        'taxes', s.taxes, 'discounts', s.discounts, 'ordinal', s.ordinal,
        'as', l.quantity || '|' || l."listPrice" || '|' || l."listPriceIncludesTax" || '|' || l."productVariantId" || '|'
            || l.adjustments))::text
FROM stage_order_line AS s
JOIN order_line AS l ON l.id = s.id
WHERE order_line.id = s.id AND s.kind NOT IN ('fee', 'shipping');

-- Where the source names no rate, or one that does not explain the tax of the line, Vendure is told the rate that does: with as few
-- digits as give the same net amount. A cent for each unit is rounding.
WITH found AS (
    SELECT s.id, s.parent_id, r.rate - n.rest AS rate
    FROM stage_order_line AS s
    CROSS JOIN LATERAL (
        SELECT
            coalesce(sum((x.value ->> 'rate')::numeric), 0) AS named,
            coalesce(sum((x.value ->> 'rate')::numeric) FILTER (WHERE x.at > 1), 0) AS rest
        FROM jsonb_array_elements(s.taxes) WITH ORDINALITY AS x(value, at)) AS n
    CROSS JOIN LATERAL (
        SELECT coalesce(
            (
                SELECT round((s.line_gross - s.line_net) * 100.0 / s.line_net, k.digits)
                FROM generate_series(0, 2) AS k(digits)
                WHERE round(s.line_gross / nullif(1 + round((s.line_gross - s.line_net) * 100.0 / s.line_net, k.digits) / 100, 0)) = s.line_net
                ORDER BY k.digits LIMIT 1
            ), round((s.line_gross - s.line_net) * 100.0 / s.line_net, 3)) AS rate) AS r
    WHERE s.line_net <> 0 AND abs(s.line_gross - s.line_net * (1 + n.named / 100)) > 1 + abs(s.qty)
),
goods AS (
    UPDATE order_line
    SET "taxLines" = jsonb_set(order_line."taxLines"::jsonb, '{0,taxRate}', to_jsonb(f.rate))::text
    FROM found AS f
    WHERE order_line.id = f.id
),
fees AS (
    UPDATE surcharge
    SET "taxLines" = jsonb_set(surcharge."taxLines"::jsonb, '{0,taxRate}', to_jsonb(f.rate))::text
    FROM found AS f
    WHERE surcharge."orderId" = f.parent_id AND (surcharge."taxLines"::jsonb #>> '{0,storefold,id}')::bigint = f.id
)
UPDATE shipping_line
SET "taxLines" = jsonb_set(shipping_line."taxLines"::jsonb, '{0,taxRate}', to_jsonb(f.rate))::text
FROM found AS f
WHERE shipping_line."orderId" = f.parent_id AND (shipping_line."taxLines"::jsonb #>> '{0,storefold,id}')::bigint = f.id;

-- Lines do not always add up to what the order cost: amounts were rounded apart, or the tax of shipping and of a discount stands in
-- the order alone. One surcharge more makes up for it, or Vendure would ask for another amount once somebody changes the order.
DELETE FROM surcharge
WHERE
    "orderId" IN (SELECT id FROM stage_order WHERE is_new = 0)
    AND ("taxLines"::jsonb #>> '{0,storefold,difference}')::boolean;

INSERT INTO surcharge ("createdAt", "updatedAt", description, "listPriceIncludesTax", sku, "taxLines", "listPrice", "orderId")
SELECT
    o."createdAt", o."createdAt", 'Difference to the order''s total', true, '',
    '[{"description":"","taxRate":0,"storefold":{"difference":true}}]', o."subTotalWithTax" - g.gross, o.id
FROM stage_order AS s
JOIN "order" AS o ON o.id = s.id
CROSS JOIN LATERAL (
    SELECT coalesce(sum(t.gross), 0)::bigint AS gross
    FROM (
        SELECT CASE
            WHEN l.quantity = 0 THEN 0
            ELSE round((l."listPrice" * l.quantity + coalesce((l.adjustments::jsonb #>> '{0,amount}')::numeric, 0))
                * CASE WHEN l."listPriceIncludesTax" THEN 1 ELSE 1 + (
                    SELECT sum((x.value ->> 'taxRate')::numeric) / 100 FROM jsonb_array_elements(l."taxLines"::jsonb) AS x) END)
        END AS gross
        FROM order_line AS l
        WHERE l."orderId" = o.id
        UNION ALL
        SELECT e."listPrice" FROM surcharge AS e WHERE e."orderId" = o.id) AS t) AS g
WHERE o."subTotalWithTax" <> g.gross
ORDER BY o.id;

-- So does a shipping line, where shipping stands in the order alone.
DELETE FROM shipping_line
WHERE
    "orderId" IN (SELECT id FROM stage_order WHERE is_new = 0)
    AND ("taxLines"::jsonb #>> '{0,storefold,difference}')::boolean;

INSERT INTO shipping_line (
    "createdAt", "updatedAt", "listPriceIncludesTax", adjustments, "taxLines", "shippingMethodId", "listPrice", "orderId")
SELECT
    o."createdAt", o."createdAt", true, '[]', '[{"description":"","taxRate":0,"storefold":{"difference":true}}]',
    (SELECT min(m.id) FROM shipping_method AS m WHERE m.code = 'storefold-moved'), o."shippingWithTax", o.id
FROM stage_order AS s
JOIN "order" AS o ON o.id = s.id
WHERE o."shippingWithTax" <> 0 AND NOT EXISTS (SELECT 1 FROM shipping_line AS l WHERE l."orderId" = o.id)
ORDER BY o.id;
