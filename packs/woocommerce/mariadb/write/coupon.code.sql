-- The first code is the coupon's own title; each further one is a coupon of its own with the same terms, below the first.
DELETE x FROM wp_postmeta AS x
JOIN stage_coupon_code AS s ON s.id = x.meta_id AND s.is_new = 0;

DELETE m, f FROM wp_posts AS f
JOIN stage_coupon_code AS s ON f.post_name = concat('storefold-', s.id) AND f.post_parent = s.parent_id AND s.is_new = 0
LEFT JOIN wp_postmeta AS m ON m.post_id = f.ID
WHERE f.post_type = 'shop_coupon';

DELETE m FROM wp_postmeta AS m
JOIN stage_coupon_code AS s ON s.parent_id = m.post_id AND s.ordinal = 0 AND s.is_new = 0
WHERE m.meta_key IN ('usage_limit', 'usage_count', 'customer_email');

UPDATE wp_posts AS p
JOIN stage_coupon_code AS s ON s.parent_id = p.ID AND s.ordinal = 0
SET p.post_title = s.code;

INSERT INTO wp_posts (
    post_author, post_date, post_date_gmt, post_content, post_title, post_excerpt, post_status, comment_status, ping_status,
    post_name, to_ping, pinged, post_modified, post_modified_gmt, post_content_filtered, post_type, post_parent)
SELECT
    0, p.post_date, p.post_date_gmt, '', s.code, p.post_excerpt, p.post_status, 'closed', 'closed', concat('storefold-', s.id),
    '', '', p.post_modified, p.post_modified_gmt, '', 'shop_coupon', p.ID
FROM stage_coupon_code AS s
JOIN wp_posts AS p ON p.ID = s.parent_id
WHERE s.ordinal > 0
ORDER BY s.id;

INSERT INTO wp_postmeta (post_id, meta_key, meta_value)
SELECT f.ID, m.meta_key, m.meta_value
FROM stage_coupon_code AS s
JOIN wp_posts AS f ON f.post_name = concat('storefold-', s.id) AND f.post_parent = s.parent_id AND f.post_type = 'shop_coupon'
JOIN wp_postmeta AS m ON m.post_id = s.parent_id AND m.meta_key IN ('discount_type', 'coupon_amount', 'free_shipping',
    'minimum_amount', 'usage_limit_per_user', 'individual_use', 'exclude_sale_items', 'date_expires')
WHERE s.ordinal > 0
ORDER BY m.meta_id;

INSERT INTO wp_postmeta (post_id, meta_key, meta_value)
WITH t AS (
    SELECT s.*, coalesce(f.ID, s.parent_id) AS post, coalesce(s.holder_email, u.user_email) AS bound_to,
        json_value(x.meta_value, '$.limit_total') AS limit_total
    FROM stage_coupon_code AS s
    LEFT JOIN wp_posts AS f ON f.post_name = concat('storefold-', s.id) AND f.post_parent = s.parent_id
        AND f.post_type = 'shop_coupon'
    LEFT JOIN wp_users AS u ON u.ID = s.holder_id
    LEFT JOIN wp_postmeta AS x ON x.post_id = s.parent_id AND x.meta_key = '_storefold'
)
SELECT t.post, k.name, CASE k.name
    WHEN 'usage_limit' THEN coalesce(t.`limit`, t.limit_total, 0)
    WHEN 'usage_count' THEN coalesce(t.used, 0)
    ELSE concat('a:1:{i:0;s:', length(t.bound_to), ':"', t.bound_to, '";}') END
FROM t
JOIN (SELECT 'usage_limit' AS name UNION ALL SELECT 'usage_count' UNION ALL SELECT 'customer_email') AS k
WHERE k.name <> 'customer_email' OR t.bound_to IS NOT NULL
ORDER BY t.id;

INSERT INTO wp_postmeta (meta_id, post_id, meta_key, meta_value)
SELECT s.id, s.parent_id, '_storefold_code', json_object(
    'holder_id', s.holder_id, 'holder_email', s.holder_email, 'limit', s.`limit`, 'wc_used', CAST(coalesce(s.used, 0) AS CHAR),
    'used', s.used, 'held_by_id', s.held_by_id, 'expires_at', s.expires_at)
FROM stage_coupon_code AS s
ORDER BY s.id
