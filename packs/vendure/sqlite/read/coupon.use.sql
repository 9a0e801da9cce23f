-- The amount is what the promotion took off the order when it was placed, tax included. A cancelled order gives the
-- use back, as Vendure's own count of uses does.
-- Of a use that Storefold wrote the order's history knows the rest; one without an order stands in the coupon's action
-- (write/coupon.use.sql, write/coupon.sql).
WITH carried AS (
    SELECT x.promotionId AS parent, x.promotionId, x.orderId, NULL AS loose
    FROM order_promotions_promotion AS x
    LEFT JOIN promotion AS p ON p.id = x.promotionId
    WHERE p.actions IS NULL OR p.actions NOT LIKE '%"storefold":{"of":%'
    UNION ALL
    SELECT p.id, x.promotionId, x.orderId, NULL
    FROM promotion AS p
    JOIN json_each(iif(p.actions LIKE '%"storefold":{%' AND json_valid(p.actions), p.actions, '[]'), '$[0].storefold.codes') AS k
    JOIN order_promotions_promotion AS x ON x.promotionId = json_extract(k.value, '$.promotion')
    WHERE x.promotionId <> p.id
    UNION ALL
    SELECT p.id, p.id, NULL, k.value
    FROM promotion AS p
    JOIN json_each(iif(p.actions LIKE '%"storefold":{%' AND json_valid(p.actions), p.actions, '[]'), '$[0].storefold.uses') AS k
),
mine AS MATERIALIZED (
    SELECT y.* FROM carried AS y WHERE /*keys y.parent*/
),
uses AS MATERIALIZED (
    SELECT
        m.parent, m.promotionId, m.orderId, o.customerId, o.currencyCode, o.orderPlacedAt, o.state, o.updatedAt,
        p.couponCode, c.emailAddress, c.userId, c.deletedAt,
        coalesce(m.loose, json_extract(h.data, '$.storefold')) AS note
    FROM mine AS m
    LEFT JOIN promotion AS p ON p.id = m.promotionId
    LEFT JOIN "order" AS o ON o.id = m.orderId
    LEFT JOIN customer AS c ON c.id = o.customerId
    LEFT JOIN history_entry AS h
        ON h.orderId = m.orderId AND h.type = 'ORDER_COUPON_APPLIED' AND h.data LIKE '{"storefold":{"use":%'
            AND json_extract(h.data, '$.promotionId') = m.promotionId
)
SELECT
    u.parent,
    coalesce(json_extract(u.note, '$.use'), json_extract(u.note, '$.id'), u.orderId || ':' || u.promotionId) AS key,
    CASE
        WHEN u.note IS NOT NULL THEN NULL
        WHEN coalesce(u.couponCode, '') = '' THEN 'automatic_promotion'
        WHEN u.orderPlacedAt IS NULL THEN 'use_in_cart'
    END AS skip,
    iif(u.note IS NULL, CAST(u.promotionId AS TEXT), json_extract(u.note, '$.code')) AS code,
    iif(u.note IS NULL, u.customerId, json_extract(u.note, '$.customer')) AS customer,
    CASE WHEN u.note IS NOT NULL THEN json_extract(u.note, '$.email') WHEN u.deletedAt IS NULL THEN nullif(u.emailAddress, '') END AS email,
    u.orderId AS "order",
    CASE WHEN u.note IS NOT NULL THEN json_extract(u.note, '$.amount') WHEN coalesce(u.couponCode, '') <> '' THEN (
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
    iif(u.note IS NULL, u.currencyCode, json_extract(u.note, '$.currency')) AS currency,
    iif(u.note IS NULL, u.orderPlacedAt, json_extract(u.note, '$.at')) AS at,
    CASE WHEN u.note IS NOT NULL THEN json_extract(u.note, '$.reversed_at') WHEN u.state = 'Cancelled' THEN coalesce((
        SELECT max(e.createdAt) FROM history_entry AS e
        WHERE e.orderId = u.orderId AND e.type = 'ORDER_STATE_TRANSITION' AND json_valid(e.data)
            AND json_extract(e.data, '$.to') = 'Cancelled'), u.updatedAt) END AS reversed_at
FROM uses AS u
ORDER BY u.parent, u.orderId, u.promotionId
