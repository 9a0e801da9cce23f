-- Used as Vendure counts it: by orders that were placed and not cancelled.
SELECT
    p.id AS parent,
    p.id AS key,
    p.couponCode AS code,
    p.usageLimit AS "limit",
    (
        SELECT count(*) FROM order_promotions_promotion AS x JOIN "order" AS o ON o.id = x.orderId
        WHERE x.promotionId = p.id AND o.orderPlacedAt IS NOT NULL AND o.state <> 'Cancelled' AND o.type <> 'Seller'
    ) AS used,
    p.endsAt AS expires_at
FROM promotion AS p
WHERE p.couponCode <> '' AND /*keys p.id*/
ORDER BY p.id
