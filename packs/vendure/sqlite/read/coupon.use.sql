-- The amount is what the promotion took off the order when it was placed, tax included. A cancelled order gives the
-- use back, as Vendure's own count of uses does.
WITH uses AS MATERIALIZED (
    SELECT
        x.promotionId, x.orderId, o.customerId, o.currencyCode, o.orderPlacedAt, o.state, o.updatedAt,
        p.couponCode, c.emailAddress, c.userId, c.deletedAt
    FROM order_promotions_promotion AS x
    LEFT JOIN promotion AS p ON p.id = x.promotionId
    LEFT JOIN "order" AS o ON o.id = x.orderId
    LEFT JOIN customer AS c ON c.id = o.customerId
    WHERE /*keys x.promotionId*/
)
SELECT
    u.promotionId AS parent,
    u.orderId || ':' || u.promotionId AS key,
    CASE
        WHEN coalesce(u.couponCode, '') = '' THEN 'automatic_promotion'
        WHEN u.orderPlacedAt IS NULL THEN 'use_in_cart'
    END AS skip,
    u.promotionId AS code,
    u.customerId AS customer,
    CASE WHEN u.deletedAt IS NULL THEN nullif(u.emailAddress, '') END AS email,
    u.orderId AS "order",
    CASE WHEN coalesce(u.couponCode, '') <> '' THEN (
        SELECT coalesce(sum((2 * -json_extract(a.value, '$.amount') * iif(l.listPriceIncludesTax, 1, 100000 + l.rate)
            + iif(l.listPriceIncludesTax, 1, 100000)) / (2 * iif(l.listPriceIncludesTax, 1, 100000))), 0)
        FROM (
            SELECT
                d.adjustments, d.listPriceIncludesTax,
                (
                    SELECT CAST(round(total(json_extract(t.value, '$.taxRate')) * 1000) AS INTEGER)
                    FROM json_each(iif(json_valid(d.taxLines), d.taxLines, '[]')) AS t
                ) AS rate
            FROM order_line AS d
            WHERE d.orderId = u.orderId AND d.adjustments <> '[]'
            UNION ALL
            SELECT
                d.adjustments, d.listPriceIncludesTax,
                (
                    SELECT CAST(round(total(json_extract(t.value, '$.taxRate')) * 1000) AS INTEGER)
                    FROM json_each(iif(json_valid(d.taxLines), d.taxLines, '[]')) AS t
                )
            FROM shipping_line AS d
            WHERE d.orderId = u.orderId AND d.adjustments <> '[]') AS l,
            json_each(iif(json_valid(l.adjustments), l.adjustments, '[]')) AS a
        WHERE a.type = 'object' AND json_extract(a.value, '$.adjustmentSource') = 'PROMOTION:' || u.promotionId)
    END AS amount,
    u.currencyCode AS currency,
    u.orderPlacedAt AS at,
    CASE WHEN u.state = 'Cancelled' THEN coalesce((
        SELECT max(e.createdAt) FROM history_entry AS e
        WHERE e.orderId = u.orderId AND e.type = 'ORDER_STATE_TRANSITION' AND json_valid(e.data)
            AND json_extract(e.data, '$.to') = 'Cancelled'), u.updatedAt) END AS reversed_at
FROM uses AS u
ORDER BY u.promotionId, u.orderId
