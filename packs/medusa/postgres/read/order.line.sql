-- Items of the order's own version, its shipping methods (kind shipping) and its credit lines (kind fee, with a minus), so
-- that the line_gross of an order add up to its total_grand. What a line costs is computed as in order.sql; units that came
-- back are taken off its quantity. A line that an edit took out of the order stands only in older versions.
-- The credit line by which a move made lines add up to their total is no line of the order's, and not read.
-- The indexes of Medusa hold living rows only, so deleted rows are asked for apart: they have no parent here, and a skip rule.
WITH lines AS (
    SELECT
        i.order_id AS parent, 1 AS rank, l.created_at, l.id, 'item' AS source, l.metadata,
        CASE WHEN i.version < o.version THEN 'removed_line' WHEN l.deleted_at IS NOT NULL THEN 'deleted_line' END AS skip,
        CASE WHEN l.is_giftcard THEN 'gift_card' WHEN l.requires_shipping THEN 'goods' ELSE 'digital' END AS kind,
        l.variant_id AS product, l.title, l.variant_title, l.variant_sku AS sku, l.variant_barcode AS gtin, l.thumbnail AS image,
        l.variant_option_values AS options, i.version, i.quantity,
        i.return_received_quantity + i.return_dismissed_quantity AS returned,
        coalesce(i.unit_price, l.unit_price) AS price, l.is_tax_inclusive
    FROM order_item AS i
    JOIN order_line_item AS l ON l.id = i.item_id
    LEFT JOIN "order" AS o ON o.id = i.order_id
    WHERE i.deleted_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM order_item AS later
        WHERE later.item_id = i.item_id AND later.deleted_at IS NULL AND later.version > i.version)
    UNION ALL
    SELECT
        w.order_id, 2, y.created_at, y.id, 'shipping', y.metadata,
        CASE WHEN w.version < o.version THEN 'removed_line' WHEN y.deleted_at IS NOT NULL THEN 'deleted_line' END,
        'shipping', NULL, y.name, NULL, NULL, NULL, NULL,
        NULL, w.version, 1,
        0,
        y.amount, y.is_tax_inclusive
    FROM order_shipping AS w
    JOIN order_shipping_method AS y ON y.id = w.shipping_method_id
    LEFT JOIN "order" AS o ON o.id = w.order_id
    WHERE w.deleted_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM order_shipping AS later
        WHERE later.shipping_method_id = w.shipping_method_id AND later.deleted_at IS NULL AND later.version > w.version)
    UNION ALL
    SELECT
        k.order_id, 3, k.created_at, k.id, 'credit', k.metadata,
        NULL,
        'fee', NULL, NULL, NULL, NULL, NULL, NULL,
        NULL, k.version, 1,
        0,
        -k.amount, true
    FROM order_credit_line AS k
    WHERE k.deleted_at IS NULL AND k.reference IS DISTINCT FROM 'storefold_balance'
    UNION ALL
    SELECT
        NULL, 4, d.created_at, d.id, d.source, NULL,
        CASE WHEN d.is_deleted THEN 'deleted_line' END,
        NULL, NULL, NULL, NULL, NULL, NULL, NULL,
        NULL, 0, 0,
        0,
        0, true
    FROM (
        SELECT
            l.created_at, l.id, 'item' AS source,
            l.deleted_at IS NOT NULL OR EXISTS (SELECT 1 FROM order_item AS i WHERE i.item_id = l.id) AS is_deleted
        FROM order_line_item AS l
        WHERE NOT EXISTS (SELECT 1 FROM order_item AS i WHERE i.item_id = l.id AND i.deleted_at IS NULL)
        UNION ALL
        SELECT
            y.created_at, y.id, 'shipping',
            y.deleted_at IS NOT NULL OR EXISTS (SELECT 1 FROM order_shipping AS w WHERE w.shipping_method_id = y.id)
        FROM order_shipping_method AS y
        WHERE NOT EXISTS (SELECT 1 FROM order_shipping AS w WHERE w.shipping_method_id = y.id AND w.deleted_at IS NULL)
        UNION ALL
        SELECT k.created_at, k.id, 'credit', true FROM order_credit_line AS k
        WHERE k.deleted_at IS NOT NULL AND k.reference IS DISTINCT FROM 'storefold_balance') AS d
)
SELECT
    l.parent,
    l.id AS key,
    l.skip,
    v.id AS product,
    coalesce(m.kept ->> 'kind', l.kind) AS kind,
    CASE WHEN m.kept -> 'title' IS NOT NULL THEN m.kept ->> 'title' ELSE l.title END AS title,
    CASE WHEN m.kept -> 'variant_title' IS NOT NULL THEN m.kept ->> 'variant_title' ELSE l.variant_title END AS variant_title,
    CASE WHEN m.kept -> 'sku' IS NOT NULL THEN m.kept ->> 'sku' ELSE l.sku END AS sku,
    CASE WHEN m.kept -> 'gtin' IS NOT NULL THEN m.kept ->> 'gtin' ELSE l.gtin END AS gtin,
    CASE WHEN m.kept -> 'image' IS NOT NULL THEN m.kept ->> 'image' ELSE l.image END AS image,
    CASE WHEN m.kept -> 'options' IS NOT NULL THEN nullif(m.kept -> 'options', 'null')
        WHEN jsonb_typeof(l.options) = 'object' THEN (
            SELECT jsonb_agg(jsonb_build_object('name', x.key, 'value', x.value) ORDER BY x.key COLLATE "C")
            FROM jsonb_each(l.options) AS x) END AS options,
    m.kept ->> 'parent_line' AS parent_line,
    CASE WHEN m.kept -> 'qty' IS NOT NULL THEN m.kept ->> 'qty' ELSE trim_scale(l.quantity - l.returned)::text END AS qty,
    CASE WHEN m.kept -> 'unit_net' IS NOT NULL THEN m.kept ->> 'unit_net' ELSE trim_scale(round(
        l.price / CASE WHEN l.is_tax_inclusive THEN 1 + b.rate ELSE 1 END, 18))::text END AS unit_net,
    CASE WHEN m.kept -> 'unit_gross' IS NOT NULL THEN m.kept ->> 'unit_gross' ELSE trim_scale(round(
        l.price * CASE WHEN l.is_tax_inclusive THEN 1 ELSE 1 + b.rate END, 18))::text END AS unit_gross,
    CASE WHEN m.kept -> 'line_net' IS NOT NULL THEN m.kept ->> 'line_net'
        ELSE trim_scale(round(b.gross / (1 + b.rate), 18))::text END AS line_net,
    CASE WHEN m.kept -> 'line_gross' IS NULL THEN trim_scale(round(b.gross, 18)) END AS line_gross,
    CASE WHEN m.kept -> 'taxes' IS NOT NULL THEN nullif(m.kept -> 'taxes', 'null') ELSE b.taxes END AS taxes,
    CASE WHEN m.kept -> 'discounts' IS NOT NULL THEN nullif(m.kept -> 'discounts', 'null') ELSE a.discounts END AS discounts,
    CASE WHEN l.returned > 0 THEN l.returned END AS x_returned_quantity
FROM lines AS l
LEFT JOIN product_variant AS v ON v.id = l.product
CROSS JOIN LATERAL (SELECT CASE WHEN /*ours*/ true THEN l.metadata -> 'storefold' END AS kept) AS m
CROSS JOIN LATERAL (
    SELECT coalesce(sum(x.rate), 0) / 100 AS rate
    FROM (
        SELECT x.rate FROM order_line_item_tax_line AS x
        WHERE x.item_id = l.id AND x.deleted_at IS NULL AND l.source = 'item'
        UNION ALL
        SELECT x.rate FROM order_shipping_method_tax_line AS x
        WHERE x.shipping_method_id = l.id AND x.deleted_at IS NULL AND l.source = 'shipping') AS x) AS t
CROSS JOIN LATERAL (
    SELECT
        coalesce(sum(x.gross), 0) AS cut,
        jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
            'code', x.code, 'source', x.promotion_id, 'title', x.description, 'amount', trim_scale(round(x.gross, 18))::text))
            ORDER BY x.id COLLATE "C") AS discounts
    FROM (
        SELECT
            x.id, x.code, x.promotion_id, x.description,
            x.amount * CASE WHEN x.is_tax_inclusive THEN 1 ELSE 1 + t.rate END
                * CASE WHEN l.returned = 0 OR l.quantity = 0 THEN 1 ELSE (l.quantity - l.returned) / l.quantity END AS gross
        FROM order_line_item_adjustment AS x
        WHERE x.item_id = l.id AND x.version = l.version AND x.deleted_at IS NULL AND l.source = 'item'
        UNION ALL
        SELECT
            x.id, x.code, x.promotion_id, x.description,
            x.amount * CASE WHEN l.is_tax_inclusive THEN 1 ELSE 1 + t.rate END
        FROM order_shipping_method_adjustment AS x
        WHERE x.shipping_method_id = l.id AND x.version = l.version AND x.deleted_at IS NULL AND l.source = 'shipping') AS x
    ) AS a
CROSS JOIN LATERAL (
    SELECT
        t.rate, x.gross,
        (
            SELECT jsonb_agg(jsonb_build_object(
                'code', y.code, 'rate', trim_scale(y.rate)::text,
                'amount', trim_scale(round(x.gross / (1 + t.rate) * y.rate / 100, 18))::text) ORDER BY y.id COLLATE "C")
            FROM (
                SELECT y.id, y.code, y.rate FROM order_line_item_tax_line AS y
                WHERE y.item_id = l.id AND y.deleted_at IS NULL AND l.source = 'item'
                UNION ALL
                SELECT y.id, y.code, y.rate FROM order_shipping_method_tax_line AS y
                WHERE y.shipping_method_id = l.id AND y.deleted_at IS NULL AND l.source = 'shipping') AS y
        ) AS taxes
    FROM (
        SELECT l.price * (l.quantity - l.returned) * CASE WHEN l.is_tax_inclusive THEN 1 ELSE 1 + t.rate END - a.cut AS gross) AS x
    ) AS b
WHERE /*keys l.parent COLLATE "C"*/
ORDER BY l.parent COLLATE "C", l.rank, l.created_at, l.id COLLATE "C"
