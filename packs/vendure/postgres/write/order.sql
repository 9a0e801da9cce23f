-- Vendure's order has neither an e-mail nor a locale nor totals of its own: those stand below `storefold` in its billing
-- address, a JSON column in which Vendure leaves keys alone that it does not know (it merges what staff change). `as` is
-- what the columns held when it was written: the read file believes the rest only as long as they still do.
-- What is never active starts no checkout, no e-mail and no stock movement.
INSERT INTO "order" (
    id, type, code, state, active, "couponCodes", "shippingAddress", "billingAddress", "currencyCode", "subTotal", "subTotalWithTax")
SELECT s.id, 'Regular', s.number, 'Delivered', false, '', '{}', '{}', s.currency, 0, 0
FROM stage_order AS s
WHERE s.is_new = 1;

-- Shipping is what the shipping lines say, where there are some; the rest of the total is the goods'.
WITH shipping AS (
    SELECT
        l.parent_id AS id, sum(coalesce(l.line_gross, l.line_net, 0)) AS gross,
        sum(coalesce(l.line_gross - l.line_net, 0)) AS tax
    FROM stage_order_line AS l
    WHERE l.kind = 'shipping'
    GROUP BY l.parent_id
),
sums AS (
    SELECT
        s.id, s.total_grand AS grand, coalesce(s.total_tax, 0) AS tax,
        coalesce(h.gross, s.total_shipping, 0) AS shipping, coalesce(h.tax, 0) AS shipping_tax
    FROM stage_order AS s
    LEFT JOIN shipping AS h ON h.id = s.id
)
UPDATE "order"
SET
    code = s.number, "customerId" = s.customer_id, "currencyCode" = s.currency,
    "createdAt" = coalesce(s.placed_at AT TIME ZONE 'UTC', timestamp '1970-01-01'),
    "updatedAt" = coalesce(s.placed_at AT TIME ZONE 'UTC', timestamp '1970-01-01'),
    "orderPlacedAt" = s.placed_at AT TIME ZONE 'UTC',
    state = CASE
        WHEN s.native_status IN (
            'PaymentAuthorized', 'PaymentSettled', 'PartiallyShipped', 'Shipped', 'PartiallyDelivered', 'Delivered', 'Cancelled')
            THEN s.native_status
        WHEN s.placement IN ('cancelled', 'expired', 'failed') THEN 'Cancelled'
        WHEN s.fulfil_status IN ('delivered', 'part_returned', 'returned') THEN 'Delivered'
        WHEN s.fulfil_status = 'part_delivered' THEN 'PartiallyDelivered'
        WHEN s.fulfil_status = 'shipped' THEN 'Shipped'
        WHEN s.fulfil_status = 'part' THEN 'PartiallyShipped'
        WHEN s.pay_status IN ('paid', 'over', 'part_refunded', 'refunded') THEN 'PaymentSettled'
        ELSE 'PaymentAuthorized'
    END,
    "couponCodes" = coalesce((
        SELECT string_agg(k.code, ',' ORDER BY k.at)
        FROM jsonb_array_elements_text(s.coupon_codes) WITH ORDINALITY AS k(code, at)), ''),
    "shippingWithTax" = t.shipping, shipping = t.shipping - t.shipping_tax,
    "subTotalWithTax" = t.grand - t.shipping,
    "subTotal" = t.grand - t.shipping - (t.tax - t.shipping_tax),
    "shippingAddress" = CASE WHEN s.ship_address IS NULL THEN '{}' ELSE jsonb_build_object(
            'fullName', coalesce(
                s.ship_address ->> 'full_name', trim(coalesce(s.ship_address ->> 'first_name', '') || ' ' || coalesce(s.ship_address ->> 'last_name', ''))),
            'company', coalesce(s.ship_address ->> 'company', ''), 'streetLine1', coalesce(s.ship_address ->> 'line1', ''),
            'streetLine2', rtrim(
                coalesce(s.ship_address ->> 'line2', '') || chr(8232) || coalesce(s.ship_address ->> 'line3', '') || chr(8232)
                    || coalesce(s.ship_address ->> 'district', ''), chr(8232)),
            'city', coalesce(s.ship_address ->> 'city', ''), 'province', coalesce(s.ship_address ->> 'region', ''),
            'postalCode', coalesce(s.ship_address ->> 'postal', ''), 'countryCode', coalesce(s.ship_address ->> 'country', ''),
            'country', coalesce((
                SELECT t.name FROM region AS r JOIN region_translation AS t ON t."baseId" = r.id
                WHERE r.code = s.ship_address ->> 'country' ORDER BY t.id LIMIT 1), coalesce(s.ship_address ->> 'country', '')),
            'phoneNumber', coalesce(s.ship_address ->> 'phone', ''))::text END,
    "billingAddress" = CASE WHEN s.bill_address IS NULL THEN '{}' ELSE jsonb_build_object(
            'fullName', coalesce(
                s.bill_address ->> 'full_name', trim(coalesce(s.bill_address ->> 'first_name', '') || ' ' || coalesce(s.bill_address ->> 'last_name', ''))),
            'company', coalesce(s.bill_address ->> 'company', ''), 'streetLine1', coalesce(s.bill_address ->> 'line1', ''),
            'streetLine2', rtrim(
                coalesce(s.bill_address ->> 'line2', '') || chr(8232) || coalesce(s.bill_address ->> 'line3', '') || chr(8232)
                    || coalesce(s.bill_address ->> 'district', ''), chr(8232)),
            'city', coalesce(s.bill_address ->> 'city', ''), 'province', coalesce(s.bill_address ->> 'region', ''),
            'postalCode', coalesce(s.bill_address ->> 'postal', ''), 'countryCode', coalesce(s.bill_address ->> 'country', ''),
            'country', coalesce((
                SELECT t.name FROM region AS r JOIN region_translation AS t ON t."baseId" = r.id
                WHERE r.code = s.bill_address ->> 'country' ORDER BY t.id LIMIT 1), coalesce(s.bill_address ->> 'country', '')),
            'phoneNumber', coalesce(s.bill_address ->> 'phone', ''))::text END
FROM stage_order AS s
JOIN sums AS t ON t.id = s.id
WHERE "order".id = s.id;

UPDATE "order"
SET
    "shippingAddress" = CASE WHEN s.ship_address IS NULL THEN '{}' ELSE (o."shippingAddress"::jsonb || jsonb_build_object(
        'storefold', jsonb_build_object('as', o."shippingAddress"::jsonb, 'address', s.ship_address)))::text END,
    "billingAddress" = (o."billingAddress"::jsonb || jsonb_build_object(
        'storefold', jsonb_build_object('as', o."billingAddress"::jsonb, 'address', s.bill_address, 'order', jsonb_build_object(
            'as', o.state || '|' || o."subTotal" || '|' || o."subTotalWithTax" || '|' || o.shipping || '|' || o."shippingWithTax"
                || '|' || o."couponCodes",
            'group_ref', s.group_ref, 'email', s.email, 'phone', s.phone, 'fx_to_base', s.fx_to_base,
            'locale', s.locale, 'channel', s.channel, 'prices_include_tax', s.prices_include_tax,
            'total_items', s.total_items, 'total_discount', s.total_discount, 'total_shipping', s.total_shipping,
            'total_tax', s.total_tax, 'total_fees', s.total_fees, 'total_paid', s.total_paid,
            'total_refunded', s.total_refunded, 'placement', s.placement, 'pay_status', s.pay_status,
            'fulfil_status', s.fulfil_status, 'native_status', s.native_status, 'coupon_codes', s.coupon_codes,
            'access_token_hash', s.access_token_hash, 'invoices', s.invoices))))::text
FROM stage_order AS s
JOIN "order" AS o ON o.id = s.id
WHERE "order".id = s.id;

-- The default channel, and the one that the order came from or that alone sells in its currency.
INSERT INTO order_channels_channel ("orderId", "channelId")
SELECT s.id, h.id
FROM stage_order AS s
JOIN channel AS h
    ON h.code IN ('__default_channel__', s.channel)
        OR (h."defaultCurrencyCode" = s.currency AND NOT EXISTS (
            SELECT 1 FROM channel AS k
            WHERE k.id <> h.id AND k.code <> '__default_channel__' AND k."defaultCurrencyCode" = s.currency))
ON CONFLICT DO NOTHING;
