-- The amount is what the promotion took off the order when it was placed, tax included. A cancelled order gives the
-- use back, as Vendure's own count of uses does.
-- Of a use that Storefold wrote the order's history knows the rest; one without an order stands in the coupon's action
-- (write/coupon.use.sql, write/coupon.sql).
WITH carried AS (
    SELECT x."promotionId" AS parent, x."promotionId", x."orderId", NULL::jsonb AS loose
    FROM order_promotions_promotion AS x
    LEFT JOIN promotion AS p ON p.id = x."promotionId"
    WHERE p.actions IS NULL OR p.actions NOT LIKE '%"storefold":{"of":%'
    UNION ALL
    SELECT p.id, x."promotionId", x."orderId", NULL
    FROM promotion AS p
    CROSS JOIN LATERAL jsonb_array_elements(p.actions::jsonb #> '{0,storefold,codes}') AS k
    JOIN order_promotions_promotion AS x ON x."promotionId" = (k.value ->> 'promotion')::integer
    WHERE x."promotionId" <> p.id AND position('"storefold"' IN p.actions) > 0
    UNION ALL
    SELECT p.id, p.id, NULL, k.value
    FROM promotion AS p
    CROSS JOIN LATERAL jsonb_array_elements(p.actions::jsonb #> '{0,storefold,uses}') AS k
    WHERE position('"storefold"' IN p.actions) > 0
),
mine AS MATERIALIZED (
    SELECT y.* FROM carried AS y WHERE /*keys y.parent*/
),
uses AS MATERIALIZED (
    SELECT
        m.parent, m."promotionId", m."orderId", o."customerId", o."currencyCode", o."orderPlacedAt", o.state, o."updatedAt",
        p."couponCode", c."emailAddress", c."userId", c."deletedAt", coalesce(m.loose, h.note) AS note
    FROM mine AS m
    LEFT JOIN promotion AS p ON p.id = m."promotionId"
    LEFT JOIN "order" AS o ON o.id = m."orderId"
    LEFT JOIN customer AS c ON c.id = o."customerId"
    LEFT JOIN LATERAL (
        SELECT k.data::jsonb -> 'storefold' AS note FROM history_entry AS k
        WHERE
            k."orderId" = m."orderId" AND k.type = 'ORDER_COUPON_APPLIED' AND k.data LIKE '{"storefold":{"use":%'
            AND (k.data::jsonb ->> 'promotionId')::bigint = m."promotionId") AS h ON true
)
SELECT
    u.parent,
    coalesce(u.note ->> 'use', u.note ->> 'id', u."orderId" || ':' || u."promotionId") AS key,
    CASE
        WHEN u.note IS NOT NULL THEN NULL
        WHEN coalesce(u."couponCode", '') = '' THEN 'automatic_promotion'
        WHEN u."orderPlacedAt" IS NULL THEN 'use_in_cart'
    END AS skip,
    CASE WHEN u.note IS NULL THEN u."promotionId"::text ELSE u.note ->> 'code' END AS code,
    CASE WHEN u.note IS NULL THEN u."customerId" ELSE (u.note ->> 'customer')::bigint END AS customer,
    CASE
        WHEN u.note IS NOT NULL THEN u.note ->> 'email'
        WHEN u."deletedAt" IS NULL THEN nullif(u."emailAddress", '')
    END AS email,
    u."orderId" AS "order",
    CASE
        WHEN u.note IS NOT NULL THEN (u.note ->> 'amount')::bigint
        WHEN coalesce(u."couponCode", '') <> '' THEN (
            SELECT coalesce(sum(div(2 * -(a.value ->> 'amount')::numeric * l.gross_n + l.gross_d, 2 * l.gross_d)), 0)::bigint
            FROM (
                SELECT
                    d.adjustments, CASE WHEN d."listPriceIncludesTax" THEN 1 ELSE 100000 END AS gross_d,
                    CASE WHEN d."listPriceIncludesTax" THEN 1 ELSE 100000 + (
                        SELECT round(coalesce(sum((t.value ->> 'taxRate')::numeric), 0) * 1000)
                        FROM jsonb_array_elements(d."taxLines"::jsonb) AS t) END AS gross_n
                FROM order_line AS d
                WHERE d."orderId" = u."orderId" AND d.adjustments <> '[]'
                UNION ALL
                SELECT
                    d.adjustments, CASE WHEN d."listPriceIncludesTax" THEN 1 ELSE 100000 END,
                    CASE WHEN d."listPriceIncludesTax" THEN 1 ELSE 100000 + (
                        SELECT round(coalesce(sum((t.value ->> 'taxRate')::numeric), 0) * 1000)
                        FROM jsonb_array_elements(d."taxLines"::jsonb) AS t) END
                FROM shipping_line AS d
                WHERE d."orderId" = u."orderId" AND d.adjustments <> '[]') AS l
            CROSS JOIN jsonb_array_elements(l.adjustments::jsonb) AS a
            WHERE a.value ->> 'adjustmentSource' = 'PROMOTION:' || u."promotionId")
    END AS amount,
    CASE WHEN u.note IS NULL THEN u."currencyCode" ELSE u.note ->> 'currency' END AS currency,
    CASE WHEN u.note IS NULL THEN u."orderPlacedAt" ELSE (u.note ->> 'at')::timestamptz AT TIME ZONE 'UTC' END AS at,
    CASE
        WHEN u.note IS NOT NULL THEN (u.note ->> 'reversed_at')::timestamptz AT TIME ZONE 'UTC'
        WHEN u.state = 'Cancelled' THEN coalesce((
            SELECT max(e."createdAt") FROM history_entry AS e
            WHERE e."orderId" = u."orderId" AND e.type = 'ORDER_STATE_TRANSITION' AND e.data::jsonb ->> 'to' = 'Cancelled'),
            u."updatedAt")
    END AS reversed_at
FROM uses AS u
ORDER BY u.parent, u."orderId", u."promotionId"
