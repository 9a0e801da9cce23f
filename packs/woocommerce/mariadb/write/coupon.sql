-- A coupon is used where WooCommerce can hold it to its terms. One with terms that it has no means for (a highest discount, a
-- least quantity, products, free items) is written as a draft: a person has to say what becomes of it.
INSERT INTO wp_posts (
    ID, post_author, post_date, post_date_gmt, post_content, post_title, post_excerpt, post_status, comment_status, ping_status,
    post_name, to_ping, pinged, post_modified, post_modified_gmt, post_content_filtered, post_type)
SELECT
    s.id, 0, coalesce(s.created_at, '1970-01-01'), coalesce(s.created_at, '1970-01-01'), '', '', coalesce(s.title, ''), 'draft',
    'closed', 'closed', concat('storefold-coupon-', s.id), '', '', utc_timestamp(), utc_timestamp(), '', 'shop_coupon'
FROM stage_coupon AS s
WHERE s.is_new = 1
ORDER BY s.id;

UPDATE wp_posts AS p
JOIN stage_coupon AS s ON s.id = p.ID
SET p.post_excerpt = coalesce(s.title, ''), p.post_date = coalesce(s.created_at, '1970-01-01'),
    p.post_date_gmt = coalesce(s.created_at, '1970-01-01'),
    p.post_status = CASE
        WHEN s.active = 0 OR s.type NOT IN ('percent', 'fixed_cart', 'fixed_item', 'free_ship') OR s.max_discount IS NOT NULL
            OR s.min_qty IS NOT NULL OR s.starts_at > utc_timestamp() OR coalesce(s.scopes, '{}') NOT IN ('{}', '[]', 'null')
            THEN 'draft'
        ELSE 'publish' END;

DELETE m FROM wp_postmeta AS m
JOIN stage_coupon AS s ON s.id = m.post_id AND s.is_new = 0
WHERE m.meta_key IN ('discount_type', 'coupon_amount', 'free_shipping', 'minimum_amount', 'usage_limit_per_user',
    'individual_use', 'exclude_sale_items', 'date_expires', '_storefold');

INSERT INTO wp_postmeta (post_id, meta_key, meta_value)
WITH t AS (
    SELECT
        s.*, p.post_status,
        CASE s.type WHEN 'percent' THEN 'percent' WHEN 'fixed_item' THEN 'fixed_product' ELSE 'fixed_cart' END AS wc_type,
        CASE WHEN s.type IN ('percent', 'fixed_cart', 'fixed_item')
            THEN coalesce(trim(TRAILING '.' FROM trim(TRAILING '0' FROM CAST(s.value AS CHAR))), '0') ELSE '0' END AS wc_amount
    FROM stage_coupon AS s
    JOIN wp_posts AS p ON p.ID = s.id
)
SELECT t.id, k.name, CASE k.name
    WHEN 'discount_type' THEN t.wc_type
    WHEN 'coupon_amount' THEN t.wc_amount
    WHEN 'free_shipping' THEN CASE WHEN t.type = 'free_ship' THEN 'yes' ELSE 'no' END
    WHEN 'minimum_amount' THEN trim(TRAILING '.' FROM trim(TRAILING '0' FROM CAST(t.min_spend AS CHAR)))
    WHEN 'usage_limit_per_user' THEN coalesce(t.limit_per_customer, 0)
    WHEN 'individual_use' THEN CASE WHEN t.stackable = 0 THEN 'yes' ELSE 'no' END
    WHEN 'exclude_sale_items' THEN 'no'
    WHEN 'date_expires' THEN timestampdiff(SECOND, '1970-01-01', t.ends_at)
    ELSE json_object(
        'wc_type', t.wc_type, 'wc_amount', t.wc_amount, 'wc_status', t.post_status,
        'wc_per_user', CAST(nullif(t.limit_per_customer, 0) AS CHAR),
        'title', t.title, 'type', t.type, 'value', t.value, 'currency', t.currency, 'max_discount', t.max_discount,
        'min_spend', t.min_spend, 'min_qty', t.min_qty, 'starts_at', t.starts_at, 'ends_at', t.ends_at,
        'limit_total', t.limit_total, 'limit_per_customer', t.limit_per_customer, 'stackable', t.stackable, 'scopes', t.scopes,
        'origin', t.origin, 'active', t.active, 'mappable', t.mappable, 'why_not', t.why_not, 'no_time', t.created_at IS NULL) END
FROM t
JOIN (
    SELECT 'discount_type' AS name UNION ALL SELECT 'coupon_amount' UNION ALL SELECT 'free_shipping'
    UNION ALL SELECT 'minimum_amount' UNION ALL SELECT 'usage_limit_per_user' UNION ALL SELECT 'individual_use'
    UNION ALL SELECT 'exclude_sale_items' UNION ALL SELECT 'date_expires' UNION ALL SELECT '_storefold') AS k
WHERE k.name <> 'minimum_amount' OR t.min_spend IS NOT NULL
ORDER BY t.id;

-- The site's own time, which is the one that is shown: by the name of its zone where the server knows zones, else by its hours.
UPDATE wp_posts AS p
JOIN stage_coupon AS s ON s.id = p.ID
JOIN (
    SELECT
        max(CASE WHEN o.option_name = 'timezone_string' THEN nullif(o.option_value, '') END) AS zone,
        max(CASE WHEN o.option_name = 'gmt_offset' THEN nullif(o.option_value, '') END) AS hours
    FROM wp_options AS o
    WHERE o.option_name IN ('timezone_string', 'gmt_offset')) AS z
SET p.post_date = coalesce(convert_tz(p.post_date_gmt, '+00:00', z.zone),
    p.post_date_gmt + INTERVAL round(coalesce(z.hours, 0) * 60) MINUTE),
    p.post_modified = coalesce(convert_tz(p.post_modified_gmt, '+00:00', z.zone),
        p.post_modified_gmt + INTERVAL round(coalesce(z.hours, 0) * 60) MINUTE)
