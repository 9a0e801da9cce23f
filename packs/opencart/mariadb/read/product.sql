-- One row per product: OpenCart's variants are products of their own. The model is what order lines repeat.
-- A product needs a model there: one that came without is named after its id.
-- Texts are HTML-escaped in this database; they are unescaped here, the ampersand last, so that every text has one form.
SELECT
    p.product_id AS `key`,
    (SELECT JSON_ARRAYAGG(CAST(s.store_id AS CHAR)) FROM oc_product_to_store AS s WHERE s.product_id = p.product_id)
        AS sites,
    COALESCE(k.sku, NULLIF(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(p.sku,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), ''),
            NULLIF(NULLIF(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(p.model,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), ''), CONCAT('moved-', p.product_id)))
        AS sku,
    COALESCE(k.gtin, NULLIF(p.ean, ''), NULLIF(p.upc, ''), NULLIF(p.jan, ''), NULLIF(p.isbn, ''), (
        SELECT MIN(c.value) FROM oc_product_code AS c
        WHERE c.product_id = p.product_id AND c.code IN ('EAN', 'UPC', 'JAN', 'ISBN') AND c.value <> '')) AS gtin,
    COALESCE(k.handle, (
        SELECT s.keyword FROM oc_seo_url AS s
        WHERE s.`key` = 'product_id' AND s.value = CONCAT(p.product_id)
        ORDER BY s.store_id, s.language_id <> (SELECT l.language_id FROM oc_language AS l JOIN oc_setting AS g
            ON g.value = l.code
        WHERE g.store_id = 0 AND g.`key` = 'config_language_catalog' ORDER BY l.language_id LIMIT 1),
            s.seo_url_id LIMIT 1)) AS handle,
    COALESCE(k.title, NULLIF(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(d.name,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), '')) AS title,
    k.variant_title,
    k.options,
    COALESCE(k.status, IF(p.status = 1, 'live', 'disabled')) AS status
FROM (
    SELECT * FROM oc_product AS p WHERE /*keys p.product_id*/ ORDER BY p.product_id /*limit*/) AS p
LEFT JOIN oc_product_description AS d ON d.product_id = p.product_id AND d.language_id = (
    SELECT n.language_id FROM oc_product_description AS n WHERE n.product_id = p.product_id
    ORDER BY n.language_id <> (SELECT l.language_id FROM oc_language AS l JOIN oc_setting AS g ON g.value = l.code
        WHERE g.store_id = 0 AND g.`key` = 'config_language_catalog' ORDER BY l.language_id LIMIT 1),
            n.language_id LIMIT 1)
LEFT JOIN JSON_TABLE(IF(LOCATE('<!--storefold {', d.description) > 0,
        SUBSTRING_INDEX(SUBSTRING_INDEX(d.description, '<!--storefold ', -1), '-->', 1), NULL), '$' COLUMNS (
        `sku` LONGTEXT CHARACTER SET utf8mb4 PATH '$.sku',
        `gtin` LONGTEXT CHARACTER SET utf8mb4 PATH '$.gtin',
        `handle` LONGTEXT CHARACTER SET utf8mb4 PATH '$.handle',
        `title` LONGTEXT CHARACTER SET utf8mb4 PATH '$.title',
        `variant_title` LONGTEXT CHARACTER SET utf8mb4 PATH '$.variant_title',
        `options` LONGTEXT CHARACTER SET utf8mb4 PATH '$.options',
        `status` LONGTEXT CHARACTER SET utf8mb4 PATH '$.status')) AS k ON TRUE
ORDER BY p.product_id
