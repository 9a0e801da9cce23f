SELECT
    coupon_id AS parent, id AS "key", code, holder_customer_id AS holder, holder_email, usage_limit AS "limit",
    used_count AS used, held_by_order_id AS held_by, expires_at
FROM coupon_codes
WHERE /*keys coupon_id*/
ORDER BY coupon_id, position, id
