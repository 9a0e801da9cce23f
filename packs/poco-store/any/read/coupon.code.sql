SELECT k.coupon_id AS parent,
       k.id AS "key",
       k.code,
       k.owner_id AS holder,
       k.owner_email AS holder_email,
       k.max_uses AS "limit",
       k.used,
       k.held_by_order_id AS held_by,
       k.expires_ms AS expires_at
FROM coupon_codes k
WHERE /*keys k.coupon_id*/
ORDER BY k.coupon_id, k.id
