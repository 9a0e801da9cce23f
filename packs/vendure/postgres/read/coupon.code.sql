-- Used as Vendure counts it: by orders that were placed and not cancelled. A coupon that Storefold wrote lists its codes in its
-- action, with the promotion that holds each (write/coupon.sql).
WITH codes AS (
    SELECT p.id AS parent, 0::bigint AS ordinal, p.id::text AS key, p.id::bigint AS promotion, NULL::jsonb AS note
    FROM promotion AS p
    WHERE p."couponCode" <> '' AND position('"storefold"' IN p.actions) = 0
    UNION ALL
    SELECT p.id, k.at, k.value ->> 'id', (k.value ->> 'promotion')::bigint, k.value
    FROM promotion AS p
    CROSS JOIN LATERAL jsonb_array_elements(p.actions::jsonb #> '{0,storefold,codes}') WITH ORDINALITY AS k(value, at)
    WHERE position('"storefold"' IN p.actions) > 0
)
SELECT
    c.parent,
    c.key,
    q."couponCode" AS code,
    (c.note ->> 'holder')::bigint AS holder,
    c.note ->> 'holder_email' AS holder_email,
    (c.note ->> 'held_by')::bigint AS held_by,
    CASE WHEN c.note IS NULL THEN q."usageLimit" ELSE (c.note ->> 'limit')::bigint END AS "limit",
    (
        SELECT count(*) FROM order_promotions_promotion AS x JOIN "order" AS o ON o.id = x."orderId"
        WHERE x."promotionId" = q.id AND o."orderPlacedAt" IS NOT NULL AND o.state <> 'Cancelled' AND o.type <> 'Seller'
    ) AS used,
    CASE WHEN c.note IS NULL THEN q."endsAt" ELSE (c.note ->> 'expires_at')::timestamptz AT TIME ZONE 'UTC' END AS expires_at
FROM codes AS c
JOIN promotion AS q ON q.id = c.promotion
WHERE /*keys c.parent*/
ORDER BY c.parent, c.ordinal
