-- Products and variations: both are what order lines point to. A variation takes its handle from its product, whose page
-- shows it. Handles are percent-encoded in small letters, as WordPress keeps them. Titles and terms are read
-- without the entities that it escapes them with. Placeholders that a transfer wrote are private posts; what WooCommerce has no
-- field for stands in their meta `_storefold`.
SELECT
    p.ID AS `key`,
    'store' AS sites,
    CASE WHEN p.post_status = 'auto-draft' THEN 'auto_draft' END AS skip,
    coalesce(
        nullif(l.sku, ''),
        (SELECT nullif(m.meta_value, '') FROM wp_postmeta AS m
            WHERE m.post_id = p.ID AND m.meta_key = '_sku' ORDER BY m.meta_id LIMIT 1)) AS sku,
    coalesce(
        nullif(l.global_unique_id, ''),
        (SELECT nullif(m.meta_value, '') FROM wp_postmeta AS m
            WHERE m.post_id = p.ID AND m.meta_key = '_global_unique_id' ORDER BY m.meta_id LIMIT 1)) AS gtin,
    nullif(CASE WHEN p.post_type = 'product_variation' THEN coalesce(f.post_name, '') ELSE p.post_name END, '') AS handle,
    nullif(replace(replace(replace(replace(replace(
        CASE WHEN p.post_type = 'product_variation' THEN coalesce(f.post_title, p.post_title) ELSE p.post_title END,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), '') AS title,
    CASE
        WHEN x.meta_id IS NOT NULL THEN json_value(x.meta_value, '$.variant_title')
        WHEN p.post_type = 'product_variation' THEN nullif(replace(replace(replace(replace(replace(p.post_title,
            '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), '')
    END AS variant_title,
    CASE
        WHEN x.meta_id IS NOT NULL THEN json_value(x.meta_value, '$.options')
        WHEN p.post_type = 'product_variation' THEN (
            SELECT json_arrayagg(
                json_object(
                    'name', substr(a.meta_key, 11),
                    'value', coalesce(
                        (SELECT replace(replace(replace(replace(replace(t.name,
                                '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&')
                            FROM wp_terms AS t
                            JOIN wp_term_taxonomy AS y ON y.term_id = t.term_id
                            WHERE y.taxonomy = substr(a.meta_key, 11) AND t.slug = a.meta_value
                            ORDER BY t.term_id LIMIT 1),
                        a.meta_value)) ORDER BY a.meta_id)
            FROM wp_postmeta AS a
            WHERE a.post_id = p.ID AND a.meta_key LIKE 'attribute\_%' AND a.meta_value <> '')
    END AS options,
    CASE
        WHEN p.post_status = 'private' AND x.meta_id IS NOT NULL THEN 'archived'
        WHEN p.post_status = 'trash' OR f.post_status = 'trash' THEN 'deleted'
        WHEN p.post_status = 'publish' AND coalesce(f.post_status, 'publish') = 'publish' THEN 'live'
        ELSE 'disabled'
    END AS status
FROM wp_posts AS p
LEFT JOIN wp_wc_product_meta_lookup AS l ON l.product_id = p.ID
LEFT JOIN wp_posts AS f ON f.ID = p.post_parent AND p.post_type = 'product_variation'
LEFT JOIN wp_postmeta AS x ON x.post_id = p.ID AND x.meta_key = '_storefold'
WHERE p.post_type IN ('product', 'product_variation') AND /*keys p.ID*/
ORDER BY p.ID
