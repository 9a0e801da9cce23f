-- Uses by order, from the table that reports read; the amount is the exact one of the order's coupon item. WooCommerce counts a
-- use while the order says coupon_usages_are_counted: cancelled, failed and unpaid orders give it back. The uses of a moved
-- coupon are one meta `_storefold_use` each.
SELECT
    CAST(l.coupon_id AS SIGNED) AS parent,
    CAST(l.order_id AS SIGNED) AS `key`,
    CASE
        WHEN EXISTS (SELECT 1 FROM wp_wc_orders_meta AS w WHERE w.order_id = l.order_id AND w.meta_key = '_storefold')
            THEN 'use_of_moved_order'
        WHEN p.ID IS NULL THEN 'use_of_deleted_coupon'
        WHEN o.id IS NULL OR o.status IN ('wc-checkout-draft', 'auto-draft', 'trash') THEN 'use_in_draft'
    END AS skip,
    0 AS code,
    CAST(u.ID AS SIGNED) AS customer,
    nullif(o.billing_email, '') AS email,
    CAST(o.id AS SIGNED) AS `order`,
    coalesce(
        (SELECT sum(CAST(m.meta_value AS DECIMAL(26, 8)))
            FROM wp_woocommerce_order_items AS i
            JOIN wp_woocommerce_order_itemmeta AS m ON m.order_item_id = i.order_item_id
                AND m.meta_key IN ('discount_amount', 'discount_amount_tax')
            WHERE i.order_id = l.order_id AND i.order_item_type = 'coupon' AND i.order_item_name = p.post_title),
        l.discount_amount) AS amount,
    o.currency,
    CASE WHEN year(o.date_created_gmt) > 0 THEN o.date_created_gmt END AS at,
    CASE WHEN coalesce(d.coupon_usages_are_counted, 0) = 0 THEN o.date_updated_gmt END AS reversed_at
FROM wp_wc_order_coupon_lookup AS l
LEFT JOIN wp_posts AS p ON p.ID = l.coupon_id AND p.post_type = 'shop_coupon'
LEFT JOIN wp_wc_orders AS o ON o.id = l.order_id
LEFT JOIN wp_wc_order_operational_data AS d ON d.order_id = l.order_id
LEFT JOIN wp_users AS u ON u.ID = o.customer_id
WHERE /*keys l.coupon_id*/
UNION ALL
SELECT
    CAST(x.post_id AS SIGNED), CAST(x.meta_id AS SIGNED), NULL, CAST(json_value(x.meta_value, '$.code_id') AS SIGNED),
    CAST(json_value(x.meta_value, '$.customer_id') AS SIGNED), json_value(x.meta_value, '$.email'),
    CAST(json_value(x.meta_value, '$.order_id') AS SIGNED), json_value(x.meta_value, '$.amount'),
    json_value(x.meta_value, '$.currency'), json_value(x.meta_value, '$.at'), json_value(x.meta_value, '$.reversed_at')
FROM wp_postmeta AS x
WHERE x.meta_key = '_storefold_use' AND /*keys x.post_id*/
ORDER BY parent, `key`
