SELECT u.coupon_id AS parent,
       u.id AS "key",
       u.code_id AS code,
       u.customer_id AS customer,
       u.email,
       u.order_id AS "order",
       u.amount,
       u.currency,
       u.at_ms AS at,
       u.undone_ms AS reversed_at
FROM coupon_uses u
WHERE /*keys u.coupon_id*/
ORDER BY u.coupon_id, u.id
