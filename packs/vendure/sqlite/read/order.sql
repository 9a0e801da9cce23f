-- Vendure has no total column: an order costs subTotalWithTax + shippingWithTax. Here
--   total_grand = total_items + total_shipping + total_fees, all tax included and after discounts;
--   total_tax is contained in it; total_discount (promotions only, tax included) is already taken off.
-- total_paid and total_refunded count what is settled. The e-mail is the live customer's: an order has none of its own.
-- What Storefold wrote stands below `storefold` in the billing address and is believed while the columns are as they were
-- (write/order.sql).
-- The sums are worked out apart from the rest of the row, so that addresses are not copied along with them.
WITH sums AS MATERIALIZED (
    SELECT
        o.id,
        (
            SELECT json_group_array(s.code) FROM (
                SELECT h.code FROM order_channels_channel AS oc JOIN channel AS h ON h.id = oc.channelId
                WHERE oc.orderId = o.id ORDER BY oc.channelId) AS s
        ) AS channels,
        (
            SELECT iif(min(l.listPriceIncludesTax) = max(l.listPriceIncludesTax), min(l.listPriceIncludesTax), NULL)
            FROM order_line AS l WHERE l.orderId = o.id
        ) AS with_tax,
        -- The tax of a surcharge is computed as in order.line.sql.
        (
            SELECT coalesce(sum(iif(e.listPriceIncludesTax, e.listPrice, (
                SELECT (f.n + 100000) / 200000 - ((f.n + 100000) % 200000 < 0) FROM (
                    SELECT 2 * e.listPrice
                        * (100000 + CAST(round(total(json_extract(t.value, '$.taxRate')) * 1000) AS INTEGER)) AS n
                    FROM json_each(iif(json_valid(e.taxLines), e.taxLines, '[]')) AS t) AS f))), 0)
            FROM surcharge AS e WHERE e.orderId = o.id
        ) AS fees,
        -- Most lines have one adjustment: it is read where it stands, because a value of json_each is parsed again.
        (
            SELECT coalesce(sum(CASE
                WHEN NOT json_valid(cut.adjustments) THEN 0
                WHEN json_array_length(cut.adjustments) = 1 THEN iif(
                    json_extract(cut.adjustments, '$[0].adjustmentSource') LIKE 'PROMOTION:%',
                    (2 * -json_extract(cut.adjustments, '$[0].amount') * cut.quantity * cut.gross_n
                        + cut.placed * cut.gross_d) / (2 * cut.placed * cut.gross_d), 0)
                ELSE (
                    SELECT sum((2 * -json_extract(a.value, '$.amount') * cut.quantity * cut.gross_n
                        + cut.placed * cut.gross_d) / (2 * cut.placed * cut.gross_d))
                    FROM json_each(cut.adjustments) AS a
                    WHERE a.type = 'object' AND json_extract(a.value, '$.adjustmentSource') LIKE 'PROMOTION:%')
                END), 0)
            FROM (
                SELECT
                    d.adjustments, d.quantity,
                    max(d.quantity, d.orderPlacedQuantity, 1) AS placed,
                    iif(d.listPriceIncludesTax, 1, 100000) AS gross_d,
                    CASE
                        WHEN d.listPriceIncludesTax THEN 1
                        WHEN NOT json_valid(d.taxLines) THEN 100000
                        WHEN json_array_length(d.taxLines) = 1
                            THEN 100000 + CAST(round(json_extract(d.taxLines, '$[0].taxRate') * 1000) AS INTEGER)
                        ELSE 100000 + (
                            SELECT CAST(round(total(json_extract(t.value, '$.taxRate')) * 1000) AS INTEGER)
                            FROM json_each(d.taxLines) AS t)
                    END AS gross_n
                FROM order_line AS d
                WHERE d.orderId = o.id AND d.adjustments <> '[]'
                UNION ALL
                SELECT
                    d.adjustments, 1, 1,
                    iif(d.listPriceIncludesTax, 1, 100000),
                    CASE
                        WHEN d.listPriceIncludesTax THEN 1
                        WHEN NOT json_valid(d.taxLines) THEN 100000
                        WHEN json_array_length(d.taxLines) = 1
                            THEN 100000 + CAST(round(json_extract(d.taxLines, '$[0].taxRate') * 1000) AS INTEGER)
                        ELSE 100000 + (
                            SELECT CAST(round(total(json_extract(t.value, '$.taxRate')) * 1000) AS INTEGER)
                            FROM json_each(d.taxLines) AS t)
                    END
                FROM shipping_line AS d
                WHERE d.orderId = o.id AND d.adjustments <> '[]') AS cut
        ) AS discounts,
        (SELECT coalesce(sum(p.amount), 0) FROM payment AS p WHERE p.orderId = o.id AND p.state = 'Settled') AS paid,
        (
            SELECT coalesce(sum(r.total), 0) FROM payment AS p JOIN refund AS r ON r.paymentId = p.id
            WHERE p.orderId = o.id AND r.state = 'Settled'
        ) AS refunded,
        -- More was sent than the order still holds: something came back.
        EXISTS (
            SELECT 1 FROM order_line AS l JOIN order_line_reference AS x ON x.orderLineId = l.id
            WHERE l.orderId = o.id AND l.quantity < l.orderPlacedQuantity AND x.fulfillmentId IS NOT NULL
            GROUP BY l.id HAVING sum(x.quantity) > l.quantity
        ) AS came_back,
        CASE WHEN instr(o.billingAddress, '"storefold"') AND json_valid(o.billingAddress) THEN iif(
            json_extract(o.billingAddress, '$.storefold.order.as')
                = o.state || '|' || o.subTotal || '|' || o.subTotalWithTax || '|' || o.shipping || '|' || o.shippingWithTax
                    || '|' || o.couponCodes,
            json_extract(o.billingAddress, '$.storefold.order'), NULL)
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
        WHEN o.orderPlacedAt IS NOT NULL THEN NULL
        WHEN o.state = 'Draft' THEN 'draft'
        WHEN o.state = 'ArrangingPayment' THEN 'unfinished_checkout'
        ELSE 'cart'
    END AS skip,
    o.code AS number,
    iif(s.note IS NULL, g.code, json_extract(s.note, '$.group_ref')) AS group_ref,
    o.customerId AS customer,
    iif(s.note IS NULL, CASE WHEN c.deletedAt IS NULL THEN nullif(c.emailAddress, '') END, json_extract(s.note, '$.email')) AS email,
    CASE
        WHEN s.note IS NOT NULL THEN json_extract(s.note, '$.phone')
        WHEN json_valid(o.shippingAddress) THEN nullif(json_extract(o.shippingAddress, '$.phoneNumber'), '')
    END AS phone,
    json_extract(s.note, '$.fx_to_base') AS fx_to_base,
    json_extract(s.note, '$.locale') AS locale,
    json_extract(s.note, '$.access_token_hash') AS access_token_hash,
    json_extract(s.note, '$.invoices') AS invoices,
    o.orderPlacedAt AS placed_at,
    o.currencyCode AS currency,
    -- Every order is in the default channel; its own is the other one, where there is one.
    iif(s.note IS NOT NULL, json_extract(s.note, '$.channel'), coalesce(
        (
            SELECT h.code FROM order_channels_channel AS oc JOIN channel AS h ON h.id = oc.channelId
            WHERE oc.orderId = o.id AND h.code <> '__default_channel__' ORDER BY oc.channelId LIMIT 1
        ),
        json_extract(s.channels, '$[0]')
    )) AS channel,
    iif(s.note IS NULL, s.with_tax, json_extract(s.note, '$.prices_include_tax')) AS prices_include_tax,
    iif(s.note IS NULL, o.subTotalWithTax - s.fees, json_extract(s.note, '$.total_items')) AS total_items,
    iif(s.note IS NULL, s.discounts, json_extract(s.note, '$.total_discount')) AS total_discount,
    iif(s.note IS NULL, o.shippingWithTax, json_extract(s.note, '$.total_shipping')) AS total_shipping,
    iif(s.note IS NULL, o.subTotalWithTax - o.subTotal + o.shippingWithTax - o.shipping, json_extract(s.note, '$.total_tax')) AS total_tax,
    iif(s.note IS NULL, s.fees, json_extract(s.note, '$.total_fees')) AS total_fees,
    o.subTotalWithTax + o.shippingWithTax AS total_grand,
    iif(s.note IS NULL, s.paid, json_extract(s.note, '$.total_paid')) AS total_paid,
    iif(s.note IS NULL, s.refunded, json_extract(s.note, '$.total_refunded')) AS total_refunded,
    CASE
        WHEN o.shippingAddress = '{}' THEN NULL
        WHEN NOT json_valid(o.shippingAddress) THEN o.shippingAddress
        WHEN json_remove(o.shippingAddress, '$.storefold') = json_extract(o.shippingAddress, '$.storefold.as')
            THEN json_extract(o.shippingAddress, '$.storefold.address')
        ELSE nullif(json_patch('{}', json_object(
            'full_name', nullif(json_extract(o.shippingAddress, '$.fullName'), ''),
            'company', nullif(json_extract(o.shippingAddress, '$.company'), ''),
            'line1', nullif(json_extract(o.shippingAddress, '$.streetLine1'), ''),
            'line2', nullif(json_extract(o.shippingAddress, '$.streetLine2'), ''),
            'city', nullif(json_extract(o.shippingAddress, '$.city'), ''),
            'region', nullif(json_extract(o.shippingAddress, '$.province'), ''),
            'postal', nullif(json_extract(o.shippingAddress, '$.postalCode'), ''),
            'country', nullif(json_extract(o.shippingAddress, '$.countryCode'), ''),
            'phone', nullif(json_extract(o.shippingAddress, '$.phoneNumber'), ''))), '{}') END AS ship_address,
    CASE
        WHEN o.billingAddress = '{}' THEN NULL
        WHEN NOT json_valid(o.billingAddress) THEN o.billingAddress
        WHEN json_remove(o.billingAddress, '$.storefold') = json_extract(o.billingAddress, '$.storefold.as')
            THEN json_extract(o.billingAddress, '$.storefold.address')
        ELSE nullif(json_patch('{}', json_object(
            'full_name', nullif(json_extract(o.billingAddress, '$.fullName'), ''),
            'company', nullif(json_extract(o.billingAddress, '$.company'), ''),
            'line1', nullif(json_extract(o.billingAddress, '$.streetLine1'), ''),
            'line2', nullif(json_extract(o.billingAddress, '$.streetLine2'), ''),
            'city', nullif(json_extract(o.billingAddress, '$.city'), ''),
            'region', nullif(json_extract(o.billingAddress, '$.province'), ''),
            'postal', nullif(json_extract(o.billingAddress, '$.postalCode'), ''),
            'country', nullif(json_extract(o.billingAddress, '$.countryCode'), ''),
            'phone', nullif(json_extract(o.billingAddress, '$.phoneNumber'), ''))), '{}') END AS bill_address,
    CASE
        WHEN s.note IS NOT NULL THEN json_extract(s.note, '$.placement')
        WHEN o.state = 'Cancelled' THEN 'cancelled'
        WHEN o.orderPlacedAt IS NULL THEN 'pending'
        WHEN o.state IN ('Modifying', 'ArrangingAdditionalPayment') THEN 'on_hold'
        ELSE 'confirmed'
    END AS placement,
    CASE
        WHEN s.note IS NOT NULL THEN json_extract(s.note, '$.pay_status')
        WHEN s.refunded > 0 AND s.refunded >= s.paid THEN 'refunded'
        WHEN s.refunded > 0 THEN 'part_refunded'
        WHEN s.paid > o.subTotalWithTax + o.shippingWithTax THEN 'over'
        WHEN s.paid > 0 AND s.paid < o.subTotalWithTax + o.shippingWithTax THEN 'part'
        WHEN s.paid > 0 THEN 'paid'
        WHEN EXISTS (SELECT 1 FROM payment AS p WHERE p.orderId = o.id AND p.state = 'Authorized') THEN 'auth'
        WHEN EXISTS (SELECT 1 FROM payment AS p WHERE p.orderId = o.id AND p.state = 'Cancelled') THEN 'voided'
        WHEN o.state <> 'Cancelled' AND o.orderPlacedAt IS NOT NULL AND o.subTotalWithTax + o.shippingWithTax = 0
            THEN 'paid'
        ELSE 'none'
    END AS pay_status,
    CASE
        WHEN s.note IS NOT NULL THEN json_extract(s.note, '$.fulfil_status')
        WHEN o.state = 'Cancelled' AND s.came_back THEN 'returned'
        WHEN o.state = 'Delivered' AND s.came_back THEN 'part_returned'
        WHEN o.state = 'Delivered' THEN 'delivered'
        WHEN o.state = 'PartiallyDelivered' THEN 'part_delivered'
        WHEN o.state = 'Shipped' THEN 'shipped'
        WHEN o.state = 'PartiallyShipped' THEN 'part'
        ELSE 'none'
    END AS fulfil_status,
    iif(s.note IS NULL, o.state, json_extract(s.note, '$.native_status')) AS native_status,
    -- TypeORM's simple-array: codes with commas between them.
    CASE
        WHEN s.note IS NOT NULL THEN json_extract(s.note, '$.coupon_codes')
        WHEN o.couponCodes <> '' THEN '[' || replace(json_quote(o.couponCodes), ',', '","') || ']'
    END AS coupon_codes
FROM sums AS s
JOIN "order" AS o ON o.id = s.id
LEFT JOIN customer AS c ON c.id = o.customerId
LEFT JOIN "order" AS g ON g.id = o.aggregateOrderId
ORDER BY s.id
