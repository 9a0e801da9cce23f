-- An order of version 1, with its addresses, its summary, its money (transactions and payment collection) and a credit line
-- that makes up for lines that do not add up to the total. It is written as done: Medusa runs nothing on rows.
-- display_id comes from Medusa's own sequence; custom_display_id holds the number byte for byte, and is what people see.
INSERT INTO "order" (id, version, status, currency_code, custom_display_id, metadata, created_at, updated_at, no_notification)
SELECT
    s.id, 1, 'pending', lower(s.currency), s.number, '{"storefold": {}}',
    coalesce(s.placed_at, now()), coalesce(s.placed_at, now()), true
FROM stage_order AS s
WHERE s.is_new = 1
ORDER BY s.placed_at, s.id;

-- Both addresses; country codes are small letters in Medusa. raw is what was moved, native what these columns say of it:
-- as long as both agree, raw is read back.
INSERT INTO order_address (id, created_at, updated_at)
SELECT a.id, coalesce(a.placed_at, now()), coalesce(a.placed_at, now())
FROM (
    SELECT 'ordaddr_' || substr(s.id, 7) || '_S' AS id, s.placed_at FROM stage_order AS s WHERE s.ship_address IS NOT NULL
    UNION ALL
    SELECT 'ordaddr_' || substr(s.id, 7) || '_B', s.placed_at FROM stage_order AS s WHERE s.bill_address IS NOT NULL) AS a
ON CONFLICT DO NOTHING;

UPDATE order_address AS a
SET
    first_name = coalesce((regexp_match(s.raw ->> 'full_name', '^(.+) ([^ ]+)$'))[1], s.raw ->> 'full_name'),
    last_name = (regexp_match(s.raw ->> 'full_name', '^(.+) ([^ ]+)$'))[2],
    company = s.raw ->> 'company', address_1 = s.raw ->> 'line1', address_2 = s.raw ->> 'line2', city = s.raw ->> 'city',
    province = s.raw ->> 'region', postal_code = s.raw ->> 'postal', country_code = lower(s.raw ->> 'country'),
    phone = s.raw ->> 'phone',
    metadata = jsonb_build_object('storefold', jsonb_build_object('raw', s.raw, 'native', jsonb_strip_nulls(jsonb_build_object(
        'full_name', s.raw ->> 'full_name', 'company', s.raw ->> 'company', 'line1', s.raw ->> 'line1',
        'line2', s.raw ->> 'line2', 'city', s.raw ->> 'city', 'region', s.raw ->> 'region', 'postal', s.raw ->> 'postal',
        'country', upper(lower(s.raw ->> 'country')), 'phone', s.raw ->> 'phone'))))
FROM (
    SELECT 'ordaddr_' || substr(s.id, 7) || '_S' AS id, s.ship_address AS raw FROM stage_order AS s
    UNION ALL
    SELECT 'ordaddr_' || substr(s.id, 7) || '_B', s.bill_address FROM stage_order AS s) AS s
WHERE a.id = s.id AND s.raw IS NOT NULL;

UPDATE "order" AS o
SET
    custom_display_id = s.number, customer_id = s.customer_id, email = s.email, currency_code = lower(s.currency), locale = s.locale,
    status = (CASE
        WHEN s.placement IN ('cancelled', 'expired', 'failed') THEN 'canceled'
        WHEN s.placement = 'on_hold' THEN 'requires_action'
        -- What another Medusa said stays: there an order stays pending until somebody completes it.
        WHEN s.placement = 'confirmed' AND s.native_status IN ('pending', 'completed') THEN s.native_status
        WHEN s.placement = 'confirmed' AND s.fulfil_status IN ('delivered', 'part_returned', 'returned') THEN 'completed'
        ELSE 'pending' END)::order_status_enum,
    canceled_at = CASE WHEN s.placement IN ('cancelled', 'expired', 'failed') THEN coalesce(s.placed_at, o.created_at) END,
    created_at = coalesce(s.placed_at, o.created_at),
    shipping_address_id = CASE WHEN s.ship_address IS NOT NULL THEN 'ordaddr_' || substr(s.id, 7) || '_S' END,
    billing_address_id = CASE WHEN s.bill_address IS NOT NULL THEN 'ordaddr_' || substr(s.id, 7) || '_B' END,
    sales_channel_id = (
        SELECT coalesce(t.default_sales_channel_id, h.id) FROM sales_channel AS h LEFT JOIN store AS t ON t.deleted_at IS NULL
        WHERE h.deleted_at IS NULL ORDER BY t.created_at, h.created_at LIMIT 1),
    region_id = (
        SELECT r.id FROM region AS r
        LEFT JOIN region_country AS k ON k.region_id = r.id AND k.iso_2 = lower(coalesce(s.ship_address, s.bill_address) ->> 'country')
        WHERE r.deleted_at IS NULL AND r.currency_code = lower(s.currency) ORDER BY k.iso_2 IS NULL, r.created_at, r.id LIMIT 1),
    metadata = coalesce(o.metadata, '{}') || jsonb_build_object('storefold',
        jsonb_build_object(
            'channel', s.channel, 'prices_include_tax', s.prices_include_tax, 'coupon_codes', s.coupon_codes,
            'total_items', s.total_items, 'total_discount', s.total_discount, 'total_shipping', s.total_shipping,
            'total_tax', s.total_tax, 'total_fees', s.total_fees, 'pay_status', s.pay_status,
            'fulfil_status', s.fulfil_status, 'native_status', s.native_status)
        || jsonb_strip_nulls(jsonb_build_object(
            'group_ref', s.group_ref, 'fx_to_base', s.fx_to_base, 'access_token_hash', s.access_token_hash,
            'held_coupon', s.held_coupon_id, 'held_coupon_definition', s.held_coupon_definition_id))
        || CASE WHEN s.invoices IS NULL THEN '{}' ELSE jsonb_build_object('invoices', s.invoices) END
        || CASE WHEN s.phone IS DISTINCT FROM s.ship_address ->> 'phone' THEN jsonb_build_object('phone', s.phone) ELSE '{}' END
        || CASE WHEN s.placement NOT IN ('cancelled', 'on_hold', 'confirmed')
            THEN jsonb_build_object('placement', s.placement) ELSE '{}' END
        || CASE WHEN s.placed_at IS NULL THEN '{"placed_at": null}'::jsonb ELSE '{}' END
        || CASE WHEN s.total_paid IS NULL THEN '{"total_paid": null}'::jsonb ELSE '{}' END
        || CASE WHEN s.total_refunded IS NULL THEN '{"total_refunded": null}'::jsonb ELSE '{}' END)
FROM stage_order AS s
WHERE o.id = s.id;

DELETE FROM order_address AS a
USING stage_order AS s
WHERE s.is_new = 0 AND ((s.ship_address IS NULL AND a.id = 'ordaddr_' || substr(s.id, 7) || '_S')
    OR (s.bill_address IS NULL AND a.id = 'ordaddr_' || substr(s.id, 7) || '_B'));

DELETE FROM order_credit_line AS k USING stage_order AS s WHERE s.is_new = 0 AND k.id = 'ordcl_' || substr(s.id, 7);

INSERT INTO order_credit_line (id, order_id, version, reference, amount, raw_amount, metadata, created_at, updated_at)
SELECT
    'ordcl_' || substr(s.id, 7), s.id, 1, 'storefold_balance', d.amount,
    jsonb_build_object('value', trim_scale(d.amount)::text, 'precision', 20), '{"storefold": {}}',
    coalesce(s.placed_at, now()), coalesce(s.placed_at, now())
FROM stage_order AS s
CROSS JOIN LATERAL (
    SELECT coalesce(sum(coalesce(l.line_gross, l.line_net, coalesce(l.unit_gross, l.unit_net) * l.qty, 0)), 0) - s.total_grand AS amount
    FROM stage_order_line AS l WHERE l.parent_id = s.id) AS d
-- Less than what is read is the dust of divisions.
WHERE abs(d.amount) >= 0.0000000000005;

DELETE FROM order_summary AS y USING stage_order AS s WHERE s.is_new = 0 AND y.order_id = s.id;

INSERT INTO order_summary (id, order_id, version, totals, created_at, updated_at)
SELECT
    'ordsum_' || substr(s.id, 7), s.id, 1,
    jsonb_object_agg(t.name, trim_scale(t.amount)) || jsonb_object_agg(
        'raw_' || t.name, jsonb_build_object('value', trim_scale(t.amount)::text, 'precision', 20)) FILTER (WHERE t.amount IS NOT NULL),
    coalesce(min(s.placed_at), now()), coalesce(min(s.placed_at), now())
FROM stage_order AS s
CROSS JOIN LATERAL (
    -- Credit lines are the fees below zero and the line that makes up for the rest.
    SELECT round(
        coalesce(-sum(coalesce(l.line_gross, l.line_net)) FILTER (WHERE l.kind = 'fee' AND coalesce(l.line_gross, l.line_net) < 0), 0)
            + coalesce(sum(coalesce(l.line_gross, l.line_net, coalesce(l.unit_gross, l.unit_net) * l.qty, 0)), 0)
            - s.total_grand, 12) AS credit
    FROM stage_order_line AS l WHERE l.parent_id = s.id) AS c
CROSS JOIN LATERAL (VALUES
    ('paid_total', coalesce(s.total_paid, 0)),
    ('refunded_total', coalesce(s.total_refunded, 0)),
    ('transaction_total', coalesce(s.total_paid, 0) - coalesce(s.total_refunded, 0)),
    ('credit_line_total', c.credit),
    ('accounting_total', s.total_grand),
    ('current_order_total', s.total_grand),
    ('original_order_total', s.total_grand + c.credit),
    ('pending_difference', s.total_grand - coalesce(s.total_paid, 0) + coalesce(s.total_refunded, 0))) AS t(name, amount)
GROUP BY s.id;

-- Money that moved: each settled capture and refund, and what the shop counted beyond them.
DELETE FROM order_transaction AS t USING stage_order AS s WHERE s.is_new = 0 AND t.order_id = s.id;

INSERT INTO order_transaction (id, order_id, version, amount, raw_amount, currency_code, reference, reference_id, created_at, updated_at)
SELECT
    t.id, t.order_id, 1, t.amount, jsonb_build_object('value', trim_scale(t.amount)::text, 'precision', 20), t.currency, t.reference,
    t.reference_id, coalesce(t.at, now()), coalesce(t.at, now())
FROM (
    SELECT
        'ordtrx_' || s.id AS id, o.id AS order_id, s.amount, lower(o.currency) AS currency,
        'capture' AS reference, s.id AS reference_id, s.at
    FROM stage_order_payment AS s JOIN stage_order AS o ON o.id = s.parent_id
    WHERE s.kind = 'capture' AND s.state IN ('succeeded', 'settled', 'captured', 'completed', 'paid') AND s.amount > 0
    UNION ALL
    SELECT 'ordtrx_' || s.id, o.id, -s.amount, lower(o.currency), 'refund', s.id, s.at
    FROM stage_order_refund AS s JOIN stage_order AS o ON o.id = s.parent_id
    WHERE s.state IN ('succeeded', 'settled', 'completed', 'refunded') AND s.amount > 0) AS t;

INSERT INTO order_transaction (id, order_id, version, amount, raw_amount, currency_code, reference, created_at, updated_at)
SELECT
    'ordtrx_' || substr(s.id, 7) || x.suffix, s.id, 1, x.amount,
    jsonb_build_object('value', trim_scale(x.amount)::text, 'precision', 20), lower(s.currency), x.reference,
    coalesce(s.placed_at, now()), coalesce(s.placed_at, now())
FROM stage_order AS s
CROSS JOIN LATERAL (
    SELECT
        coalesce(s.total_paid, 0) - coalesce(sum(t.amount) FILTER (WHERE t.reference = 'capture'), 0) AS paid,
        coalesce(s.total_refunded, 0) + coalesce(sum(t.amount) FILTER (WHERE t.reference = 'refund'), 0) AS refunded
    FROM order_transaction AS t WHERE t.order_id = s.id) AS d
CROSS JOIN LATERAL (VALUES ('_P', 'storefold_paid', d.paid), ('_R', 'storefold_refunded', -d.refunded)) AS x(suffix, reference, amount)
WHERE x.amount <> 0;

INSERT INTO payment_collection (id, currency_code, amount, raw_amount, created_at, updated_at)
SELECT
    'pay_col_' || substr(s.id, 7), lower(s.currency), s.total_grand, jsonb_build_object('value', trim_scale(s.total_grand)::text, 'precision', 20),
    coalesce(s.placed_at, now()), coalesce(s.placed_at, now())
FROM stage_order AS s
WHERE s.is_new = 1;

INSERT INTO order_payment_collection (order_id, payment_collection_id, id, created_at, updated_at)
SELECT s.id, 'pay_col_' || substr(s.id, 7), 'ordpay_' || substr(s.id, 7), coalesce(s.placed_at, now()), coalesce(s.placed_at, now())
FROM stage_order AS s
WHERE s.is_new = 1;

UPDATE payment_collection AS c
SET
    amount = s.total_grand, raw_amount = jsonb_build_object('value', trim_scale(s.total_grand)::text, 'precision', 20),
    authorized_amount = d.authorised, raw_authorized_amount = jsonb_build_object('value', trim_scale(d.authorised)::text, 'precision', 20),
    captured_amount = d.paid, raw_captured_amount = jsonb_build_object('value', trim_scale(d.paid)::text, 'precision', 20),
    refunded_amount = d.refunded, raw_refunded_amount = jsonb_build_object('value', trim_scale(d.refunded)::text, 'precision', 20),
    completed_at = CASE WHEN d.paid > 0 AND d.paid >= s.total_grand THEN coalesce(s.placed_at, c.created_at) END,
    status = CASE
        WHEN d.paid > 0 AND d.paid >= s.total_grand THEN 'completed'
        WHEN d.paid > 0 THEN 'partially_captured'
        WHEN s.placement IN ('cancelled', 'expired', 'failed') OR s.pay_status = 'voided' THEN 'canceled'
        WHEN d.authorised > 0 THEN 'authorized'
        ELSE 'not_paid' END
FROM stage_order AS s
CROSS JOIN LATERAL (
    SELECT
        coalesce(s.total_paid, 0) AS paid, coalesce(s.total_refunded, 0) AS refunded,
        greatest(coalesce(s.total_paid, 0), coalesce(max(p.amount) FILTER (WHERE p.kind = 'auth'), 0)) AS authorised
    FROM stage_order_payment AS p WHERE p.parent_id = s.id) AS d
WHERE c.id = 'pay_col_' || substr(s.id, 7);
