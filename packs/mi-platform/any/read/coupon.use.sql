SELECT
    coupon_id AS parent, id AS "key", code_id AS code, customer_id AS customer, email, order_id AS "order",
    amount, currency, at, reversed_at
FROM coupon_uses
WHERE /*keys coupon_id*/
ORDER BY coupon_id, position, id
