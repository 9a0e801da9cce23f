-- WooCommerce says limits and terms in metas; 0 or nothing is no limit. What names products or people stands in scopes, as it
-- is, and makes the coupon one that a person has to look at.
WITH terms AS (
    SELECT
        p.ID, p.post_title, p.post_status, p.post_date_gmt, p.post_excerpt,
        max(CASE WHEN m.meta_key = 'discount_type' THEN nullif(m.meta_value, '') END) AS discount_type,
        max(CASE WHEN m.meta_key = 'coupon_amount' THEN nullif(m.meta_value, '') END) AS amount,
        max(CASE WHEN m.meta_key = 'free_shipping' THEN m.meta_value = 'yes' END) AS free_shipping,
        max(CASE WHEN m.meta_key = 'minimum_amount' THEN nullif(nullif(m.meta_value, ''), '0') END) AS minimum_amount,
        max(CASE WHEN m.meta_key = 'usage_limit' THEN nullif(nullif(m.meta_value, ''), '0') END) AS usage_limit,
        max(CASE WHEN m.meta_key = 'usage_limit_per_user' THEN nullif(nullif(m.meta_value, ''), '0') END) AS per_user,
        max(CASE WHEN m.meta_key = 'individual_use' THEN m.meta_value = 'yes' END) AS individual_use,
        max(CASE WHEN m.meta_key = 'date_expires' AND m.meta_value REGEXP '^[0-9]{1,10}$' THEN m.meta_value END) AS expires,
        max(CASE WHEN m.meta_key = '_storefold' THEN m.meta_value END) AS x,
        (SELECT json_objectagg(k.meta_key, k.meta_value) FROM wp_postmeta AS k
            WHERE k.post_id = p.ID AND k.meta_key IN ('product_ids', 'exclude_product_ids', 'product_categories',
                'exclude_product_categories', 'customer_email', 'maximum_amount', 'limit_usage_to_x_items', 'exclude_sale_items',
                'product_brands', 'exclude_product_brands')
            AND k.meta_value NOT IN ('', '0', 'no', 'a:0:{}')) AS scope
    FROM wp_posts AS p
    LEFT JOIN wp_postmeta AS m ON m.post_id = p.ID AND m.meta_key <> '_used_by' AND m.meta_key NOT LIKE '\_storefold\_%'
    WHERE p.post_type = 'shop_coupon' AND p.post_parent = 0 AND /*keys p.ID*/
    GROUP BY p.ID
)
SELECT
    t.ID AS `key`,
    'store' AS sites,
    CASE WHEN t.post_status = 'trash' THEN 'trashed_coupon' WHEN t.post_status = 'auto-draft' THEN 'auto_draft' END AS skip,
    CASE WHEN t.x IS NULL THEN nullif(t.post_excerpt, '') ELSE json_value(t.x, '$.title') END AS title,
    CASE
        WHEN json_value(t.x, '$.wc_type') <=> t.discount_type AND t.x IS NOT NULL THEN json_value(t.x, '$.type')
        WHEN t.discount_type IN ('percent', 'fixed_cart', 'fixed_product') AND t.free_shipping AND coalesce(t.amount, 0) = 0
            THEN 'free_ship'
        WHEN t.discount_type = 'percent' THEN 'percent'
        WHEN t.discount_type = 'fixed_product' THEN 'fixed_item'
        WHEN t.discount_type = 'fixed_cart' THEN 'fixed_cart'
        ELSE 'other'
    END AS type,
    CASE
        WHEN json_value(t.x, '$.wc_amount') <=> t.amount AND t.x IS NOT NULL THEN json_value(t.x, '$.value')
        ELSE t.amount
    END AS value,
    CASE
        WHEN t.x IS NOT NULL THEN json_value(t.x, '$.currency')
        ELSE (SELECT nullif(o.option_value, '') FROM wp_options AS o WHERE o.option_name = 'woocommerce_currency')
    END AS currency,
    json_value(t.x, '$.max_discount') AS max_discount,
    t.minimum_amount AS min_spend,
    json_value(t.x, '$.min_qty') AS min_qty,
    CASE WHEN t.x IS NOT NULL THEN json_value(t.x, '$.starts_at') WHEN t.post_status = 'future'
        THEN t.post_date_gmt END AS starts_at,
    date_format('1970-01-01' + INTERVAL t.expires SECOND, '%Y-%m-%d %H:%i:%s') AS ends_at,
    CASE WHEN t.x IS NULL THEN t.usage_limit ELSE json_value(t.x, '$.limit_total') END AS limit_total,
    CASE WHEN json_value(t.x, '$.wc_per_user') <=> t.per_user AND t.x IS NOT NULL THEN json_value(t.x, '$.limit_per_customer')
        ELSE t.per_user END AS limit_per_customer,
    CASE WHEN t.x IS NULL THEN NOT coalesce(t.individual_use, 0) ELSE json_value(t.x, '$.stackable') END AS stackable,
    CASE WHEN t.x IS NULL THEN t.scope ELSE json_value(t.x, '$.scopes') END AS scopes,
    CASE WHEN t.x IS NULL THEN 'marketing' ELSE json_value(t.x, '$.origin') END AS origin,
    CASE
        WHEN json_value(t.x, '$.wc_status') <=> t.post_status AND t.x IS NOT NULL THEN json_value(t.x, '$.active')
        ELSE t.post_status = 'publish'
    END AS active,
    CASE
        WHEN t.x IS NOT NULL THEN json_value(t.x, '$.mappable')
        ELSE t.scope IS NULL AND coalesce(t.discount_type, '') IN ('percent', 'fixed_cart', 'fixed_product')
            AND NOT (t.free_shipping AND coalesce(t.amount, 0) <> 0)
    END AS mappable,
    CASE
        WHEN t.x IS NOT NULL THEN json_value(t.x, '$.why_not')
        WHEN t.scope IS NOT NULL THEN concat('it is bound by ', (
            SELECT group_concat(j.k ORDER BY j.k SEPARATOR ', ')
            FROM json_table(json_keys(t.scope), '$[*]' COLUMNS (k VARCHAR(100) PATH '$')) AS j))
        WHEN coalesce(t.discount_type, '') NOT IN ('percent', 'fixed_cart', 'fixed_product')
            THEN concat('its type is ', coalesce(t.discount_type, 'missing'))
        WHEN t.free_shipping AND coalesce(t.amount, 0) <> 0 THEN 'it takes off an amount and the shipping'
    END AS why_not,
    CASE WHEN t.x IS NOT NULL AND json_value(t.x, '$.no_time') = '1' THEN NULL WHEN year(t.post_date_gmt) > 0
        THEN t.post_date_gmt END
        AS created_at
FROM terms AS t
ORDER BY t.ID
