-- Used as Vendure counts it: by orders that were placed and not cancelled. A coupon that Storefold wrote lists its codes in its
-- action, with the promotion that holds each (write/coupon.sql).
WITH codes AS (
    SELECT
        p.id AS parent, 0 AS ordinal, CAST(p.id AS TEXT) AS key, p.id AS promotion, NULL AS note
    FROM promotion AS p
    WHERE p.couponCode <> '' AND p.actions NOT LIKE '%"storefold":{%'
    UNION ALL
    SELECT
        p.id, k.key, json_extract(k.value, '$.id'), json_extract(k.value, '$.promotion'), k.value
    FROM promotion AS p
    JOIN json_each(iif(p.actions LIKE '%"storefold":{%' AND json_valid(p.actions), p.actions, '[]'), '$[0].storefold.codes') AS k
)
SELECT
    c.parent,
    c.key,
    q.couponCode AS code,
    json_extract(c.note, '$.holder') AS holder,
    json_extract(c.note, '$.holder_email') AS holder_email,
    json_extract(c.note, '$.held_by') AS held_by,
    iif(c.note IS NULL, q.usageLimit, json_extract(c.note, '$.limit')) AS "limit",
    (
        SELECT count(*) FROM order_promotions_promotion AS x JOIN "order" AS o ON o.id = x.orderId
        WHERE x.promotionId = q.id AND o.orderPlacedAt IS NOT NULL AND o.state <> 'Cancelled' AND o.type <> 'Seller'
    ) AS used,
    iif(c.note IS NULL, q.endsAt, json_extract(c.note, '$.expires_at')) AS expires_at
FROM codes AS c
JOIN promotion AS q ON q.id = c.promotion
WHERE /*keys c.parent*/
ORDER BY c.parent, c.ordinal
