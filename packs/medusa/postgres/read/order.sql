-- Medusa keeps versions of an order's items and shipping: those of the order's own version count. What an order costs it
-- computes when it is asked, and so does this file (getLineItemTotals and decorateCartTotals in @medusajs/utils):
--   gross = unit price * quantity - adjustments, tax added where prices are without it; returned units are taken off;
--   total_grand = total_items + total_shipping + total_fees, as order_summary.current_order_total.
-- total_items, total_shipping: tax included, after discounts; total_discount is already taken off, total_tax contained.
-- total_fees: credit lines, with a minus. Sums are cut to 12 decimals: Medusa's own arithmetic leaves dust behind them.
-- What Storefold moved here keeps what Medusa has no place for in metadata.storefold; amounts and states among it count only
-- until Medusa itself makes a new version of the order.
SELECT
    o.id AS key,
    jsonb_build_array(h.name, r.name) - 'null' AS sites,
    CASE
        WHEN o.deleted_at IS NOT NULL THEN 'deleted_order'
        WHEN o.is_draft_order OR o.status = 'draft' THEN 'draft_order'
    END AS skip,
    coalesce(o.custom_display_id, o.display_id::text) AS number,
    m.kept ->> 'group_ref' AS group_ref,
    c.id AS customer,
    o.email,
    CASE WHEN m.kept -> 'phone' IS NOT NULL THEN m.kept ->> 'phone' ELSE sa.phone END AS phone,
    CASE WHEN m.kept -> 'placed_at' IS NULL THEN o.created_at END AS placed_at,
    upper(o.currency_code) AS currency,
    m.kept ->> 'fx_to_base' AS fx_to_base,
    o.locale,
    CASE WHEN m.kept -> 'channel' IS NOT NULL THEN m.kept ->> 'channel' ELSE coalesce(r.name, h.name) END AS channel,
    CASE WHEN m.kept -> 'prices_include_tax' IS NOT NULL
        THEN (m.kept ->> 'prices_include_tax')::boolean ELSE g.with_tax END AS prices_include_tax,
    CASE WHEN n.kept -> 'total_items' IS NOT NULL
        THEN n.kept ->> 'total_items' ELSE trim_scale(round(coalesce(g.gross, 0), 12))::text END AS total_items,
    CASE WHEN n.kept -> 'total_discount' IS NOT NULL THEN n.kept ->> 'total_discount'
        ELSE trim_scale(round(coalesce(g.cut, 0) + coalesce(s.cut, 0), 12))::text END AS total_discount,
    CASE WHEN n.kept -> 'total_shipping' IS NOT NULL
        THEN n.kept ->> 'total_shipping' ELSE trim_scale(round(coalesce(s.gross, 0), 12))::text END AS total_shipping,
    CASE WHEN n.kept -> 'total_tax' IS NOT NULL THEN n.kept ->> 'total_tax'
        ELSE trim_scale(round(coalesce(g.gross - g.net, 0) + coalesce(s.gross - s.net, 0), 12))::text END AS total_tax,
    CASE WHEN n.kept -> 'total_fees' IS NOT NULL
        THEN n.kept ->> 'total_fees' ELSE trim_scale(round(-coalesce(k.amount, 0), 12))::text END AS total_fees,
    t.grand AS total_grand,
    CASE WHEN n.kept -> 'total_paid' IS NULL THEN t.paid END AS total_paid,
    CASE WHEN n.kept -> 'total_refunded' IS NULL THEN t.refunded END AS total_refunded,
    CASE
        WHEN sa.id IS NULL THEN NULL
        WHEN /*ours*/ true AND sa.metadata #> '{storefold,native}' = sx.native THEN sa.metadata #> '{storefold,raw}'
        ELSE nullif(sx.native, '{}')
    END AS ship_address,
    CASE
        WHEN ba.id IS NULL THEN NULL
        WHEN /*ours*/ true AND ba.metadata #> '{storefold,native}' = bx.native THEN ba.metadata #> '{storefold,raw}'
        ELSE nullif(bx.native, '{}')
    END AS bill_address,
    CASE
        WHEN n.kept -> 'placement' IS NOT NULL THEN n.kept ->> 'placement'
        WHEN o.status = 'canceled' THEN 'cancelled'
        WHEN o.status = 'requires_action' THEN 'on_hold'
        ELSE 'confirmed'
    END AS placement,
    CASE
        WHEN n.kept -> 'pay_status' IS NOT NULL THEN n.kept ->> 'pay_status'
        WHEN t.refunded > 0 AND t.refunded >= t.paid THEN 'refunded'
        WHEN t.refunded > 0 THEN 'part_refunded'
        WHEN t.paid > t.grand THEN 'over'
        WHEN t.paid > 0 AND t.paid < t.grand THEN 'part'
        WHEN t.paid > 0 OR (t.grand = 0 AND o.status <> 'canceled') THEN 'paid'
        WHEN pc.is_authorized THEN 'auth'
        WHEN pc.is_canceled THEN 'voided'
        ELSE 'none'
    END AS pay_status,
    CASE
        WHEN n.kept -> 'fulfil_status' IS NOT NULL THEN n.kept ->> 'fulfil_status'
        WHEN g.returned > 0 AND g.returned >= g.quantity THEN 'returned'
        WHEN g.returned > 0 THEN 'part_returned'
        WHEN g.delivered > 0 AND g.delivered >= g.quantity THEN 'delivered'
        WHEN g.delivered > 0 THEN 'part_delivered'
        WHEN g.shipped > 0 AND g.shipped >= g.quantity THEN 'shipped'
        WHEN g.shipped > 0 THEN 'part'
        ELSE 'none'
    END AS fulfil_status,
    CASE WHEN n.kept -> 'native_status' IS NOT NULL THEN n.kept ->> 'native_status' ELSE o.status::text END AS native_status,
    CASE WHEN m.kept -> 'coupon_codes' IS NOT NULL THEN nullif(m.kept -> 'coupon_codes', 'null') ELSE (
        SELECT jsonb_agg(p.code ORDER BY x.created_at, p.id COLLATE "C")
        FROM order_promotion AS x JOIN promotion AS p ON p.id = x.promotion_id
        WHERE x.order_id = o.id AND x.deleted_at IS NULL) END AS coupon_codes,
    m.kept ->> 'access_token_hash' AS access_token_hash,
    nullif(m.kept -> 'invoices', 'null') AS invoices,
    m.kept ->> 'held_coupon' AS held_coupon,
    m.kept ->> 'held_coupon_definition' AS held_coupon_definition
FROM "order" AS o
LEFT JOIN sales_channel AS h ON h.id = o.sales_channel_id
LEFT JOIN region AS r ON r.id = o.region_id
LEFT JOIN customer AS c ON c.id = o.customer_id
LEFT JOIN order_address AS sa ON sa.id = o.shipping_address_id
LEFT JOIN order_address AS ba ON ba.id = o.billing_address_id
CROSS JOIN LATERAL (SELECT CASE WHEN /*ours*/ true THEN o.metadata -> 'storefold' END AS kept) AS m
CROSS JOIN LATERAL (SELECT CASE WHEN /*ours*/ true AND o.version = 1 THEN o.metadata -> 'storefold' END AS kept) AS n
CROSS JOIN LATERAL (
    SELECT jsonb_strip_nulls(jsonb_build_object(
        'full_name', CASE WHEN sa.first_name IS NULL THEN sa.last_name
            ELSE concat_ws(' ', sa.first_name, nullif(sa.last_name, '')) END,
        'company', sa.company, 'line1', sa.address_1, 'line2', sa.address_2, 'city', sa.city, 'region', sa.province,
        'postal', sa.postal_code, 'country', upper(sa.country_code), 'phone', sa.phone)) AS native) AS sx
CROSS JOIN LATERAL (
    SELECT jsonb_strip_nulls(jsonb_build_object(
        'full_name', CASE WHEN ba.first_name IS NULL THEN ba.last_name
            ELSE concat_ws(' ', ba.first_name, nullif(ba.last_name, '')) END,
        'company', ba.company, 'line1', ba.address_1, 'line2', ba.address_2, 'city', ba.city, 'region', ba.province,
        'postal', ba.postal_code, 'country', upper(ba.country_code), 'phone', ba.phone)) AS native) AS bx
CROSS JOIN LATERAL (
    SELECT
        sum(x.gross) AS gross, sum(x.gross / (1 + x.rate)) AS net, sum(x.cut) AS cut,
        CASE WHEN min(x.incl) = max(x.incl) THEN min(x.incl) = 1 END AS with_tax,
        sum(x.quantity) AS quantity, sum(x.returned) AS returned, sum(x.shipped_quantity) AS shipped,
        sum(x.delivered_quantity) AS delivered
    FROM (
        SELECT
            i.quantity, i.shipped_quantity, i.delivered_quantity, b.returned, l.is_tax_inclusive::integer AS incl, b.rate,
            d.cut * b.share AS cut,
            coalesce(i.unit_price, l.unit_price) * (i.quantity - b.returned)
                * CASE WHEN l.is_tax_inclusive THEN 1 ELSE 1 + b.rate END - d.cut * b.share AS gross
        FROM order_item AS i
        JOIN order_line_item AS l ON l.id = i.item_id
        CROSS JOIN LATERAL (
            SELECT
                i.return_received_quantity + i.return_dismissed_quantity AS returned,
                CASE
                    WHEN i.return_received_quantity + i.return_dismissed_quantity = 0 OR i.quantity = 0 THEN 1
                    ELSE (i.quantity - i.return_received_quantity - i.return_dismissed_quantity) / i.quantity
                END AS share,
                (
                    SELECT coalesce(sum(x.rate), 0) / 100 FROM order_line_item_tax_line AS x
                    WHERE x.item_id = i.item_id AND x.deleted_at IS NULL
                ) AS rate) AS b
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(x.amount * CASE WHEN x.is_tax_inclusive THEN 1 ELSE 1 + b.rate END), 0) AS cut
            FROM order_line_item_adjustment AS x
            WHERE x.item_id = i.item_id AND x.version = o.version AND x.deleted_at IS NULL) AS d
        WHERE i.order_id = o.id AND i.version = o.version AND i.deleted_at IS NULL) AS x) AS g
CROSS JOIN LATERAL (
    SELECT sum(x.gross) AS gross, sum(x.gross / (1 + x.rate)) AS net, sum(x.cut) AS cut
    FROM (
        SELECT
            b.rate, d.cut,
            y.amount * CASE WHEN y.is_tax_inclusive THEN 1 ELSE 1 + b.rate END - d.cut AS gross
        FROM order_shipping AS w
        JOIN order_shipping_method AS y ON y.id = w.shipping_method_id
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(x.rate), 0) / 100 AS rate FROM order_shipping_method_tax_line AS x
            WHERE x.shipping_method_id = y.id AND x.deleted_at IS NULL) AS b
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(x.amount * CASE WHEN y.is_tax_inclusive THEN 1 ELSE 1 + b.rate END), 0) AS cut
            FROM order_shipping_method_adjustment AS x
            WHERE x.shipping_method_id = y.id AND x.version = o.version AND x.deleted_at IS NULL) AS d
        WHERE w.order_id = o.id AND w.version = o.version AND w.deleted_at IS NULL) AS x) AS s
CROSS JOIN LATERAL (
    SELECT sum(x.amount) AS amount FROM order_credit_line AS x
    WHERE x.order_id = o.id AND x.deleted_at IS NULL) AS k
CROSS JOIN LATERAL (
    SELECT
        trim_scale(round(coalesce(g.gross, 0) + coalesce(s.gross, 0) - coalesce(k.amount, 0), 12)) AS grand,
        trim_scale(coalesce(sum(x.amount) FILTER (WHERE x.is_paid), 0)) AS paid,
        trim_scale(coalesce(-sum(x.amount) FILTER (WHERE NOT x.is_paid), 0)) AS refunded
    FROM (
        SELECT
            x.amount,
            CASE x.reference
                WHEN 'capture' THEN true WHEN 'storefold_paid' THEN true
                WHEN 'refund' THEN false WHEN 'storefold_refunded' THEN false
                ELSE x.amount > 0
            END AS is_paid
        FROM order_transaction AS x
        WHERE x.order_id = o.id AND x.deleted_at IS NULL) AS x) AS t
CROSS JOIN LATERAL (
    SELECT bool_or(y.status IN ('authorized', 'partially_authorized')) AS is_authorized, bool_or(y.status = 'canceled') AS is_canceled
    FROM order_payment_collection AS x JOIN payment_collection AS y ON y.id = x.payment_collection_id
    WHERE x.order_id = o.id AND x.deleted_at IS NULL) AS pc
WHERE /*keys o.id COLLATE "C"*/
ORDER BY o.id COLLATE "C"
