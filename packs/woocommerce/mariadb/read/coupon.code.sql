-- A coupon post is one code: its title. A moved coupon with several codes has one meta `_storefold_code` for each; the first is
-- the title, and the others are hidden coupons that WooCommerce knows nothing of (docs/packs/woocommerce.md).
SELECT
    p.ID AS parent,
    CAST(coalesce(x.meta_id, 0) AS SIGNED) AS `key`,
    CASE WHEN x.meta_id IS NULL OR json_value(x.meta_value, '$.first') = '1' THEN p.post_title
        ELSE json_value(x.meta_value, '$.code') END AS code,
    CAST(json_value(x.meta_value, '$.holder_id') AS SIGNED) AS holder,
    json_value(x.meta_value, '$.holder_email') AS holder_email,
    CASE WHEN x.meta_id IS NULL THEN nullif(CAST(l.meta_value AS SIGNED), 0) ELSE json_value(x.meta_value, '$.limit') END AS `limit`,
    CASE
        WHEN json_value(x.meta_value, '$.wc_used') <=> c.meta_value AND x.meta_id IS NOT NULL THEN json_value(x.meta_value, '$.used')
        WHEN x.meta_id IS NOT NULL AND NOT json_value(x.meta_value, '$.first') <=> '1' THEN json_value(x.meta_value, '$.used')
        ELSE coalesce(nullif(c.meta_value, ''), 0)
    END AS used,
    CAST(json_value(x.meta_value, '$.held_by_id') AS SIGNED) AS held_by,
    CASE
        WHEN x.meta_id IS NOT NULL THEN json_value(x.meta_value, '$.expires_at')
        WHEN d.meta_value REGEXP '^[0-9]{1,10}$' THEN date_format('1970-01-01' + INTERVAL d.meta_value SECOND, '%Y-%m-%d %H:%i:%s')
    END AS expires_at
FROM wp_posts AS p
LEFT JOIN wp_postmeta AS x ON x.post_id = p.ID AND x.meta_key = '_storefold_code'
LEFT JOIN wp_postmeta AS l ON l.post_id = p.ID AND l.meta_key = 'usage_limit'
LEFT JOIN wp_postmeta AS c ON c.post_id = p.ID AND c.meta_key = 'usage_count'
LEFT JOIN wp_postmeta AS d ON d.post_id = p.ID AND d.meta_key = 'date_expires'
WHERE p.post_type = 'shop_coupon' AND /*keys p.ID*/
ORDER BY p.ID, `key`
