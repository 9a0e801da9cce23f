-- Vendure has no total column: an order costs subTotalWithTax + shippingWithTax. Here
--   total_grand = total_items + total_shipping + total_fees, all tax included and after discounts;
--   total_tax is contained in it; total_discount (promotions only, tax included) is already taken off.
-- total_paid and total_refunded count what is settled. The e-mail is the live customer's: an order has none of its own.
-- What Storefold wrote stands below `storefold` in the billing address and is believed while the columns are as they were
-- (write/order.sql).
WITH sums AS MATERIALIZED (
    SELECT
        o.id,
        coalesce((
            SELECT jsonb_agg(h.code ORDER BY oc."channelId")
            FROM order_channels_channel AS oc JOIN channel AS h ON h.id = oc."channelId"
            WHERE oc."orderId" = o.id), '[]') AS channels,
        (
            SELECT CASE WHEN bool_and(l."listPriceIncludesTax") = bool_or(l."listPriceIncludesTax")
                THEN bool_and(l."listPriceIncludesTax") END
            FROM order_line AS l WHERE l."orderId" = o.id
        ) AS with_tax,
        -- The tax of a surcharge is computed as in order.line.sql.
        (
            SELECT coalesce(sum(CASE
                WHEN e."listPriceIncludesTax" THEN e."listPrice"::bigint
                ELSE div(f.n + 100000, 200000) - ((f.n + 100000) % 200000 < 0)::integer
                END), 0)::bigint
            FROM surcharge AS e
            CROSS JOIN LATERAL (
                SELECT 2 * e."listPrice"::numeric * (100000 + round(coalesce(sum((t.value ->> 'taxRate')::numeric), 0) * 1000)) AS n
                FROM jsonb_array_elements(e."taxLines"::jsonb) AS t) AS f
            WHERE e."orderId" = o.id
        ) AS fees,
        (
            SELECT coalesce(sum(div(2 * -(a.value ->> 'amount')::numeric * cut.quantity * cut.gross_n + cut.placed * cut.gross_d,
                2 * cut.placed * cut.gross_d)), 0)::bigint
            FROM (
                SELECT
                    d.adjustments, d.quantity,
                    greatest(d.quantity, d."orderPlacedQuantity", 1) AS placed,
                    CASE WHEN d."listPriceIncludesTax" THEN 1 ELSE 100000 END AS gross_d,
                    CASE WHEN d."listPriceIncludesTax" THEN 1 ELSE 100000 + (
                        SELECT round(coalesce(sum((t.value ->> 'taxRate')::numeric), 0) * 1000)
                        FROM jsonb_array_elements(d."taxLines"::jsonb) AS t) END AS gross_n
                FROM order_line AS d
                WHERE d."orderId" = o.id AND d.adjustments <> '[]'
                UNION ALL
                SELECT
                    d.adjustments, 1, 1,
                    CASE WHEN d."listPriceIncludesTax" THEN 1 ELSE 100000 END,
                    CASE WHEN d."listPriceIncludesTax" THEN 1 ELSE 100000 + (
                        SELECT round(coalesce(sum((t.value ->> 'taxRate')::numeric), 0) * 1000)
                        FROM jsonb_array_elements(d."taxLines"::jsonb) AS t) END
                FROM shipping_line AS d
                WHERE d."orderId" = o.id AND d.adjustments <> '[]') AS cut
            CROSS JOIN jsonb_array_elements(cut.adjustments::jsonb) AS a
            WHERE a.value ->> 'adjustmentSource' LIKE 'PROMOTION:%'
        ) AS discounts,
        (
            SELECT coalesce(sum(p.amount), 0) FROM payment AS p WHERE p."orderId" = o.id AND p.state = 'Settled'
        ) AS paid,
        (
            SELECT coalesce(sum(r.total), 0) FROM payment AS p JOIN refund AS r ON r."paymentId" = p.id
            WHERE p."orderId" = o.id AND r.state = 'Settled'
        ) AS refunded,
        -- More was sent than the order still holds: something came back.
        EXISTS (
            SELECT 1 FROM order_line AS l JOIN order_line_reference AS x ON x."orderLineId" = l.id
            WHERE l."orderId" = o.id AND l.quantity < l."orderPlacedQuantity" AND x."fulfillmentId" IS NOT NULL
            GROUP BY l.id HAVING sum(x.quantity) > l.quantity
        ) AS came_back,
        CASE
            WHEN position('"storefold"' IN o."billingAddress") = 0 THEN NULL
            WHEN o."billingAddress"::jsonb #>> '{storefold,order,as}'
                = o.state || '|' || o."subTotal" || '|' || o."subTotalWithTax" || '|' || o.shipping || '|'
                    || o."shippingWithTax" || '|' || o."couponCodes"
                THEN o."billingAddress"::jsonb #> '{storefold,order}'
        END AS note
    FROM "order" AS o
    WHERE /*keys o.id*/
    ORDER BY o.id /*limit*/
)
SELECT
    o.id AS key,
    s.channels AS sites,
    CASE
        WHEN o.type = 'Seller' THEN 'seller_order'
        WHEN o."orderPlacedAt" IS NOT NULL THEN NULL
        WHEN o.state = 'Draft' THEN 'draft'
        WHEN o.state = 'ArrangingPayment' THEN 'unfinished_checkout'
        ELSE 'cart'
    END AS skip,
    o.code AS number,
    CASE WHEN s.note IS NULL THEN g.code ELSE s.note ->> 'group_ref' END AS group_ref,
    o."customerId" AS customer,
    CASE WHEN s.note IS NULL THEN CASE WHEN c."deletedAt" IS NULL THEN nullif(c."emailAddress", '') END ELSE s.note ->> 'email' END AS email,
    CASE WHEN s.note IS NULL THEN nullif(o."shippingAddress"::jsonb ->> 'phoneNumber', '') ELSE s.note ->> 'phone' END AS phone,
    s.note ->> 'fx_to_base' AS fx_to_base,
    s.note ->> 'locale' AS locale,
    s.note ->> 'access_token_hash' AS access_token_hash,
    nullif(s.note -> 'invoices', 'null') AS invoices,
    o."orderPlacedAt" AS placed_at,
    o."currencyCode" AS currency,
    -- Every order is in the default channel; its own is the other one, where there is one.
    CASE WHEN s.note IS NOT NULL THEN s.note ->> 'channel' ELSE coalesce(
        (
            SELECT h.code FROM order_channels_channel AS oc JOIN channel AS h ON h.id = oc."channelId"
            WHERE oc."orderId" = o.id AND h.code <> '__default_channel__' ORDER BY oc."channelId" LIMIT 1
        ),
        s.channels ->> 0)
    END AS channel,
    CASE WHEN s.note IS NULL THEN s.with_tax ELSE (s.note ->> 'prices_include_tax')::boolean END AS prices_include_tax,
    CASE WHEN s.note IS NULL THEN o."subTotalWithTax" - s.fees ELSE (s.note ->> 'total_items')::bigint END AS total_items,
    CASE WHEN s.note IS NULL THEN s.discounts ELSE (s.note ->> 'total_discount')::bigint END AS total_discount,
    CASE WHEN s.note IS NULL THEN o."shippingWithTax" ELSE (s.note ->> 'total_shipping')::bigint END AS total_shipping,
    CASE WHEN s.note IS NULL THEN o."subTotalWithTax" - o."subTotal" + o."shippingWithTax" - o.shipping ELSE (s.note ->> 'total_tax')::bigint END AS total_tax,
    CASE WHEN s.note IS NULL THEN s.fees ELSE (s.note ->> 'total_fees')::bigint END AS total_fees,
    o."subTotalWithTax" + o."shippingWithTax" AS total_grand,
    CASE WHEN s.note IS NULL THEN s.paid ELSE (s.note ->> 'total_paid')::bigint END AS total_paid,
    CASE WHEN s.note IS NULL THEN s.refunded ELSE (s.note ->> 'total_refunded')::bigint END AS total_refunded,
    CASE
        WHEN o."shippingAddress" = '{}' THEN NULL
        WHEN (o."shippingAddress"::jsonb - 'storefold') = (o."shippingAddress"::jsonb #> '{storefold,as}')
            THEN nullif(o."shippingAddress"::jsonb #> '{storefold,address}', 'null')
        ELSE nullif(jsonb_strip_nulls(jsonb_build_object(
            'full_name', nullif(o."shippingAddress"::jsonb ->> 'fullName', ''),
            'company', nullif(o."shippingAddress"::jsonb ->> 'company', ''),
            'line1', nullif(o."shippingAddress"::jsonb ->> 'streetLine1', ''),
            'line2', nullif(o."shippingAddress"::jsonb ->> 'streetLine2', ''),
            'city', nullif(o."shippingAddress"::jsonb ->> 'city', ''),
            'region', nullif(o."shippingAddress"::jsonb ->> 'province', ''),
            'postal', nullif(o."shippingAddress"::jsonb ->> 'postalCode', ''),
            'country', nullif(o."shippingAddress"::jsonb ->> 'countryCode', ''),
            'phone', nullif(o."shippingAddress"::jsonb ->> 'phoneNumber', ''))), '{}')
    END AS ship_address,
    CASE
        WHEN o."billingAddress" = '{}' THEN NULL
        WHEN (o."billingAddress"::jsonb - 'storefold') = (o."billingAddress"::jsonb #> '{storefold,as}')
            THEN nullif(o."billingAddress"::jsonb #> '{storefold,address}', 'null')
        ELSE nullif(jsonb_strip_nulls(jsonb_build_object(
            'full_name', nullif(o."billingAddress"::jsonb ->> 'fullName', ''),
            'company', nullif(o."billingAddress"::jsonb ->> 'company', ''),
            'line1', nullif(o."billingAddress"::jsonb ->> 'streetLine1', ''),
            'line2', nullif(o."billingAddress"::jsonb ->> 'streetLine2', ''),
            'city', nullif(o."billingAddress"::jsonb ->> 'city', ''),
            'region', nullif(o."billingAddress"::jsonb ->> 'province', ''),
            'postal', nullif(o."billingAddress"::jsonb ->> 'postalCode', ''),
            'country', nullif(o."billingAddress"::jsonb ->> 'countryCode', ''),
            'phone', nullif(o."billingAddress"::jsonb ->> 'phoneNumber', ''))), '{}')
    END AS bill_address,
    CASE
        WHEN s.note IS NOT NULL THEN s.note ->> 'placement'
        WHEN o.state = 'Cancelled' THEN 'cancelled'
        WHEN o."orderPlacedAt" IS NULL THEN 'pending'
        WHEN o.state IN ('Modifying', 'ArrangingAdditionalPayment') THEN 'on_hold'
        ELSE 'confirmed'
    END AS placement,
    CASE
        WHEN s.note IS NOT NULL THEN s.note ->> 'pay_status'
        WHEN s.refunded > 0 AND s.refunded >= s.paid THEN 'refunded'
        WHEN s.refunded > 0 THEN 'part_refunded'
        WHEN s.paid > o."subTotalWithTax" + o."shippingWithTax" THEN 'over'
        WHEN s.paid > 0 AND s.paid < o."subTotalWithTax" + o."shippingWithTax" THEN 'part'
        WHEN s.paid > 0 THEN 'paid'
        WHEN EXISTS (SELECT 1 FROM payment AS p WHERE p."orderId" = o.id AND p.state = 'Authorized') THEN 'auth'
        WHEN EXISTS (SELECT 1 FROM payment AS p WHERE p."orderId" = o.id AND p.state = 'Cancelled') THEN 'voided'
        WHEN o.state <> 'Cancelled' AND o."orderPlacedAt" IS NOT NULL AND o."subTotalWithTax" + o."shippingWithTax" = 0
            THEN 'paid'
        ELSE 'none'
    END AS pay_status,
    CASE
        WHEN s.note IS NOT NULL THEN s.note ->> 'fulfil_status'
        WHEN o.state = 'Cancelled' AND s.came_back THEN 'returned'
        WHEN o.state = 'Delivered' AND s.came_back THEN 'part_returned'
        WHEN o.state = 'Delivered' THEN 'delivered'
        WHEN o.state = 'PartiallyDelivered' THEN 'part_delivered'
        WHEN o.state = 'Shipped' THEN 'shipped'
        WHEN o.state = 'PartiallyShipped' THEN 'part'
        ELSE 'none'
    END AS fulfil_status,
    CASE WHEN s.note IS NULL THEN o.state ELSE s.note ->> 'native_status' END AS native_status,
    -- TypeORM's simple-array: codes with commas between them.
    CASE
        WHEN s.note IS NOT NULL THEN nullif(s.note -> 'coupon_codes', 'null')
        WHEN o."couponCodes" <> '' THEN to_jsonb(string_to_array(o."couponCodes", ','))
    END AS coupon_codes
FROM sums AS s
JOIN "order" AS o ON o.id = s.id
LEFT JOIN customer AS c ON c.id = o."customerId"
LEFT JOIN "order" AS g ON g.id = o."aggregateOrderId"
ORDER BY s.id
