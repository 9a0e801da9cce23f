-- Goods and charges become items of version 1, shipping becomes shipping methods, charges that are not above zero become credit lines.
-- Medusa computes what a line costs: unit price * quantity - adjustments. So the unit price is the gross one, and one adjustment
-- (or those of the source, where they agree) takes it to what the line cost. The tax rate only says how much of it is tax.
-- Shipping is written as what it cost.
-- A line is written anew each time; its id stays.
DELETE FROM order_credit_line AS x USING stage_order_line AS s WHERE s.is_new = 0 AND x.id = s.id;
DELETE FROM order_shipping AS x USING stage_order_line AS s WHERE s.is_new = 0 AND x.shipping_method_id = s.id;
DELETE FROM order_shipping_method AS x USING stage_order_line AS s WHERE s.is_new = 0 AND x.id = s.id;
DELETE FROM order_item AS x USING stage_order_line AS s WHERE s.is_new = 0 AND x.item_id = s.id;
DELETE FROM order_line_item AS x USING stage_order_line AS s WHERE s.is_new = 0 AND x.id = s.id;

WITH computed AS MATERIALIZED (
    SELECT
        s.id, s.parent_id, s.kind, s.qty, p.price, g.gross, p.price * q.quantity - g.gross AS cut, r.rate, q.quantity,
        CASE WHEN s.kind = 'shipping' THEN 'shipping' WHEN s.kind = 'fee' AND g.gross <= 0 THEN 'credit' ELSE 'item' END AS place,
        o.created_at + make_interval(secs => s.ordinal * 0.001) AS at,
        (
            SELECT jsonb_object_agg(x.entry ->> 'name', x.entry -> 'value')
            FROM jsonb_array_elements(CASE WHEN jsonb_typeof(s.options) = 'array' THEN s.options END) AS x(entry)
            WHERE jsonb_typeof(x.entry) = 'object' AND x.entry ->> 'name' IS NOT NULL
        ) AS options,
        -- The source's discounts, where they are what the line lost.
        CASE WHEN jsonb_typeof(s.discounts) = 'array' THEN s.discounts ELSE '[]' END AS discounts,
        jsonb_build_object(
            'unit_net', s.unit_net, 'line_net', s.line_net, 'taxes', s.taxes, 'discounts', s.discounts)
            || CASE WHEN s.kind IN ('goods', 'shipping') THEN '{}' ELSE jsonb_build_object('kind', s.kind) END
            || CASE WHEN s.parent_line_id IS NULL THEN '{}' ELSE jsonb_build_object('parent_line', s.parent_line_id) END
            || CASE WHEN s.unit_gross IS DISTINCT FROM p.price THEN jsonb_build_object('unit_gross', s.unit_gross) ELSE '{}' END
            || CASE WHEN s.line_gross IS NULL THEN '{"line_gross": null}'::jsonb ELSE '{}' END
            || CASE WHEN s.qty <> q.quantity THEN jsonb_build_object('qty', s.qty) ELSE '{}' END
            || CASE WHEN s.title IS NULL OR (s.kind = 'fee' AND g.gross <= 0) THEN jsonb_build_object('title', s.title) ELSE '{}' END
            || CASE WHEN s.kind = 'shipping' OR (s.kind = 'fee' AND g.gross <= 0)
                THEN jsonb_strip_nulls(jsonb_build_object(
                    'variant_title', s.variant_title, 'sku', s.sku, 'gtin', s.gtin, 'image', s.image, 'options', s.options))
                ELSE '{}' END AS kept
    FROM stage_order_line AS s
    JOIN "order" AS o ON o.id = s.parent_id
    CROSS JOIN LATERAL (
        SELECT coalesce(s.line_gross, s.line_net, coalesce(s.unit_gross, s.unit_net) * s.qty, 0) AS gross) AS g
    -- Shipping and credit lines have no quantity in Medusa.
    CROSS JOIN LATERAL (
        SELECT CASE WHEN s.kind = 'shipping' OR (s.kind = 'fee' AND g.gross <= 0) THEN 1 ELSE s.qty END AS quantity) AS q
    CROSS JOIN LATERAL (
        SELECT CASE
            WHEN s.kind = 'fee' AND g.gross <= 0 THEN g.gross
            WHEN s.kind = 'shipping' THEN g.gross
            ELSE coalesce(s.unit_gross, round(g.gross / nullif(q.quantity, 0), 6), g.gross)
        END AS price) AS p
    CROSS JOIN LATERAL (
        -- The rates that the source names, as percentages or as fractions, where they explain the tax; else what explains it.
        SELECT CASE
            WHEN s.line_net IS NULL OR g.gross = s.line_net THEN 0
            WHEN abs(s.line_net * (1 + t.rate / 100) - g.gross) <= 0.01 * (1 + abs(s.qty)) THEN t.rate
            WHEN abs(s.line_net * (1 + t.rate) - g.gross) <= 0.01 * (1 + abs(s.qty)) THEN t.rate * 100
            WHEN s.line_net = 0 THEN 0
            ELSE round((g.gross / s.line_net - 1) * 100, 4)
        END AS rate
        FROM (
            SELECT sum((x.entry ->> 'rate')::numeric) AS rate
            FROM jsonb_array_elements(CASE WHEN jsonb_typeof(s.taxes) = 'array' THEN s.taxes END) AS x(entry)
            WHERE x.entry ->> 'rate' ~ '^[0-9]+(\.[0-9]+)?$') AS t) AS r
),
storefold_lines AS MATERIALIZED (
    SELECT
        c.id, c.parent_id, c.kind, c.qty, c.price, c.gross, c.cut, c.rate, c.quantity, c.place, c.at, c.options, c.kept,
        CASE WHEN c.cut = (
            SELECT sum((x.entry ->> 'amount')::numeric) FROM jsonb_array_elements(c.discounts) AS x(entry)
            WHERE x.entry ->> 'amount' ~ '^-?[0-9]+(\.[0-9]+)?$') THEN c.discounts ELSE '[]' END AS discounts
    FROM computed AS c
),
items AS (
    INSERT INTO order_line_item (
        id, title, subtitle, thumbnail, variant_id, product_id, product_title, product_handle, variant_sku, variant_barcode, variant_title,
        variant_option_values, requires_shipping, is_discountable, is_tax_inclusive, unit_price, raw_unit_price, metadata,
        created_at, updated_at, is_custom_price, is_giftcard)
    SELECT
        l.id, coalesce(s.title, ''), s.variant_title, s.image, s.product_id, v.product_id, s.title, p.handle, s.sku, s.gtin, s.variant_title,
        l.options, s.kind NOT IN ('digital', 'gift_card', 'fee'), false, true, l.price,
        jsonb_build_object('value', trim_scale(l.price)::text, 'precision', 20),
        jsonb_build_object('storefold', l.kept || CASE WHEN s.options IS NOT DISTINCT FROM (
            SELECT jsonb_agg(jsonb_build_object('name', x.key, 'value', x.value) ORDER BY x.key COLLATE "C")
            FROM jsonb_each(l.options) AS x) THEN '{}' ELSE jsonb_build_object('options', s.options) END),
        l.at, l.at, true, s.kind = 'gift_card'
    FROM storefold_lines AS l
    JOIN stage_order_line AS s ON s.id = l.id
    LEFT JOIN product_variant AS v ON v.id = s.product_id
    LEFT JOIN product AS p ON p.id = v.product_id
    WHERE l.place = 'item'
),
details AS (
    INSERT INTO order_item (
        id, order_id, version, item_id, quantity, raw_quantity, fulfilled_quantity, shipped_quantity, delivered_quantity,
        return_requested_quantity, return_received_quantity, return_dismissed_quantity, written_off_quantity,
        unit_price, raw_unit_price, created_at, updated_at)
    SELECT
        'orditem_' || l.id, l.parent_id, 1, l.id, l.quantity, jsonb_build_object('value', trim_scale(l.quantity)::text, 'precision', 20),
        0, 0, 0, 0, 0, 0, 0,
        l.price, jsonb_build_object('value', trim_scale(l.price)::text, 'precision', 20), l.at, l.at
    FROM storefold_lines AS l
    WHERE l.place = 'item'
),
cuts AS (
    INSERT INTO order_line_item_adjustment (
        id, item_id, version, amount, raw_amount, code, description, is_tax_inclusive, created_at, updated_at)
    SELECT
        'ordliadj_' || l.id || '_' || x.position, l.id, 1, x.amount,
        jsonb_build_object('value', trim_scale(x.amount)::text, 'precision', 20), x.code, x.title, true, l.at, l.at
    FROM storefold_lines AS l
    CROSS JOIN LATERAL (
        SELECT y.position, (y.entry ->> 'amount')::numeric AS amount, y.entry ->> 'code' AS code, y.entry ->> 'title' AS title
        FROM jsonb_array_elements(l.discounts) WITH ORDINALITY AS y(entry, position)
        WHERE y.entry ->> 'amount' ~ '^-?[0-9]+(\.[0-9]+)?$'
        UNION ALL
        SELECT 0, l.cut, NULL, NULL WHERE l.discounts = '[]') AS x
    WHERE l.place = 'item' AND l.cut <> 0
),
rates AS (
    INSERT INTO order_line_item_tax_line (id, item_id, code, rate, raw_rate, created_at, updated_at)
    SELECT
        'ordlitxl_' || l.id, l.id,
        coalesce(nullif((SELECT string_agg(x.entry ->> 'code', '+' ORDER BY x.position)
            FROM jsonb_array_elements(CASE WHEN jsonb_typeof(s.taxes) = 'array' THEN s.taxes END) WITH ORDINALITY AS x(entry, position)), ''), 'tax'),
        l.rate, jsonb_build_object('value', trim_scale(l.rate)::text, 'precision', 20), l.at, l.at
    FROM storefold_lines AS l
    JOIN stage_order_line AS s ON s.id = l.id
    WHERE l.place = 'item' AND l.rate <> 0
),
shippings AS (
    INSERT INTO order_shipping_method (
        id, name, amount, raw_amount, is_tax_inclusive, is_custom_amount, data, metadata, created_at, updated_at)
    SELECT
        l.id, coalesce(s.title, ''), l.price, jsonb_build_object('value', trim_scale(l.price)::text, 'precision', 20), true, true, '{}',
        jsonb_build_object('storefold', l.kept), l.at, l.at
    FROM storefold_lines AS l
    JOIN stage_order_line AS s ON s.id = l.id
    WHERE l.place = 'shipping'
),
links AS (
    INSERT INTO order_shipping (id, order_id, version, shipping_method_id, created_at, updated_at)
    SELECT 'ordspmv_' || l.id, l.parent_id, 1, l.id, l.at, l.at
    FROM storefold_lines AS l
    WHERE l.place = 'shipping'
),
shipping_rates AS (
    INSERT INTO order_shipping_method_tax_line (id, shipping_method_id, code, rate, raw_rate, created_at, updated_at)
    SELECT
        'ordsmtxl_' || l.id, l.id, coalesce(s.taxes #>> '{0,code}', 'tax'),
        l.rate, jsonb_build_object('value', trim_scale(l.rate)::text, 'precision', 20), l.at, l.at
    FROM storefold_lines AS l
    JOIN stage_order_line AS s ON s.id = l.id
    WHERE l.place = 'shipping' AND l.rate <> 0
)
INSERT INTO order_credit_line (id, order_id, version, reference, amount, raw_amount, metadata, created_at, updated_at)
SELECT
    l.id, l.parent_id, 1, 'storefold', -l.gross, jsonb_build_object('value', trim_scale(-l.gross)::text, 'precision', 20),
    jsonb_build_object('storefold', l.kept), l.at, l.at
FROM storefold_lines AS l
WHERE l.place = 'credit';

-- A line that was written anew still is in its shipments.
UPDATE order_item AS i
SET
    fulfilled_quantity = d.fulfilled, raw_fulfilled_quantity = jsonb_build_object('value', trim_scale(d.fulfilled)::text, 'precision', 20),
    shipped_quantity = d.shipped, raw_shipped_quantity = jsonb_build_object('value', trim_scale(d.shipped)::text, 'precision', 20),
    delivered_quantity = d.delivered, raw_delivered_quantity = jsonb_build_object('value', trim_scale(d.delivered)::text, 'precision', 20)
FROM stage_order_line AS s
CROSS JOIN LATERAL (
    SELECT
        sum(x.quantity) AS fulfilled, coalesce(sum(x.quantity) FILTER (WHERE f.shipped_at IS NOT NULL), 0) AS shipped,
        coalesce(sum(x.quantity) FILTER (WHERE f.delivered_at IS NOT NULL), 0) AS delivered
    FROM fulfillment_item AS x JOIN fulfillment AS f ON f.id = x.fulfillment_id
    WHERE x.line_item_id = s.id AND x.deleted_at IS NULL AND f.deleted_at IS NULL AND f.canceled_at IS NULL) AS d
WHERE s.is_new = 0 AND i.item_id = s.id AND d.fulfilled IS NOT NULL;
