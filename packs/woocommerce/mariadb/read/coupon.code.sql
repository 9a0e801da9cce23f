-- A coupon post is one code: its title. A moved coupon with several codes has a post below it for each further one, and one meta
-- `_storefold_code` per code, whose id is the code's.
SELECT
    p.ID AS parent,
    CAST(coalesce(x.meta_id, 0) AS SIGNED) AS `key`,
    coalesce(f.post_title, p.post_title) AS code,
    CAST(json_value(x.meta_value, '$.holder_id') AS SIGNED) AS holder,
    json_value(x.meta_value, '$.holder_email') AS holder_email,
    CASE WHEN x.meta_id IS NULL THEN nullif(CAST(l.meta_value AS SIGNED), 0) ELSE json_value(x.meta_value,
        '$.limit') END AS `limit`,
    CASE
        WHEN json_value(x.meta_value, '$.wc_used') <=> c.meta_value AND x.meta_id IS NOT NULL THEN json_value(x.meta_value,
            '$.used')
        ELSE coalesce(nullif(c.meta_value, ''), 0)
    END AS used,
    CAST(json_value(x.meta_value, '$.held_by_id') AS SIGNED) AS held_by,
    CASE
        WHEN x.meta_id IS NOT NULL THEN json_value(x.meta_value, '$.expires_at')
        WHEN d.meta_value REGEXP '^[0-9]{1,10}$' THEN date_format('1970-01-01' + INTERVAL d.meta_value SECOND,
            '%Y-%m-%d %H:%i:%s')
    END AS expires_at
FROM wp_posts AS p
LEFT JOIN wp_postmeta AS x ON x.post_id = p.ID AND x.meta_key = '_storefold_code'
LEFT JOIN wp_posts AS f ON f.post_name = concat('storefold-', x.meta_id) AND f.post_parent = p.ID AND f.post_type = 'shop_coupon'
LEFT JOIN wp_postmeta AS l ON l.post_id = coalesce(f.ID, p.ID) AND l.meta_key = 'usage_limit'
LEFT JOIN wp_postmeta AS c ON c.post_id = coalesce(f.ID, p.ID) AND c.meta_key = 'usage_count'
LEFT JOIN wp_postmeta AS d ON d.post_id = coalesce(f.ID, p.ID) AND d.meta_key = 'date_expires'
WHERE p.post_type = 'shop_coupon' AND p.post_parent = 0 AND NOT (
        x.meta_id IS NULL AND EXISTS (SELECT 1 FROM wp_postmeta AS w WHERE w.post_id = p.ID AND w.meta_key = '_storefold'))
    AND /*keys p.ID*/
ORDER BY p.ID, `key`
