-- Placeholders only: private posts that nobody can buy, so that order lines and reviews have something to point to.
-- WordPress shows titles as HTML; plain text is written escaped.
INSERT INTO wp_posts (
    ID, post_author, post_date, post_date_gmt, post_content, post_title, post_excerpt, post_status, comment_status, ping_status,
    post_name, to_ping, pinged, post_modified, post_modified_gmt, post_content_filtered, post_type)
SELECT
    s.id, 0, utc_timestamp(), utc_timestamp(), '', coalesce(replace(replace(replace(s.title, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), ''),
    '', 'private', 'closed', 'closed',
    coalesce(s.handle, ''), '', '', utc_timestamp(), utc_timestamp(), '', 'product'
FROM stage_product AS s
WHERE s.is_new = 1
ORDER BY s.id;

UPDATE wp_posts AS p
JOIN stage_product AS s ON s.id = p.ID AND s.is_new = 0
SET p.post_title = coalesce(replace(replace(replace(s.title, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), ''), p.post_name = coalesce(s.handle, '');

DELETE m FROM wp_postmeta AS m
JOIN stage_product AS s ON s.id = m.post_id AND s.is_new = 0
WHERE m.meta_key IN ('_sku', '_global_unique_id', '_storefold');

INSERT INTO wp_postmeta (post_id, meta_key, meta_value)
SELECT s.id, k.name, CASE k.name
    WHEN '_sku' THEN s.sku
    WHEN '_global_unique_id' THEN s.gtin
    ELSE json_object('variant_title', s.variant_title, 'options', s.options) END
FROM stage_product AS s
JOIN (SELECT '_sku' AS name UNION ALL SELECT '_global_unique_id' UNION ALL SELECT '_storefold') AS k
WHERE k.name = '_storefold' OR k.name = '_sku' AND s.sku IS NOT NULL OR k.name = '_global_unique_id' AND s.gtin IS NOT NULL
ORDER BY s.id;

INSERT INTO wp_postmeta (post_id, meta_key, meta_value)
SELECT s.id, k.name, k.value
FROM stage_product AS s
JOIN (
    SELECT '_stock_status' AS name, 'outofstock' AS value UNION ALL SELECT '_manage_stock', 'no' UNION ALL SELECT '_virtual', 'no'
    UNION ALL SELECT '_downloadable', 'no' UNION ALL SELECT '_tax_status', 'taxable' UNION ALL SELECT '_tax_class', ''
    UNION ALL SELECT '_sold_individually', 'no' UNION ALL SELECT '_backorders', 'no') AS k
WHERE s.is_new = 1
ORDER BY s.id;

INSERT INTO wp_wc_product_meta_lookup (product_id, sku, global_unique_id, stock_status)
SELECT s.id, coalesce(s.sku, ''), coalesce(s.gtin, ''), 'outofstock'
FROM stage_product AS s
ON DUPLICATE KEY UPDATE sku = VALUES(sku), global_unique_id = VALUES(global_unique_id);

INSERT IGNORE INTO wp_term_relationships (object_id, term_taxonomy_id, term_order)
SELECT s.id, y.term_taxonomy_id, 0
FROM stage_product AS s
JOIN wp_term_taxonomy AS y ON y.taxonomy = 'product_type'
JOIN wp_terms AS t ON t.term_id = y.term_id AND t.slug = 'simple'
WHERE s.is_new = 1;

-- The site's own time, which is the one that is shown: by the name of its zone where the server knows zones, else by its hours.
UPDATE wp_posts AS p
JOIN stage_product AS s ON s.id = p.ID
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
