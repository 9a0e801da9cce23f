-- A placeholder for something that the catalogue here does not have: never on sale, so that old orders have something to
-- point to. What OpenCart has no column for stands in a comment of the description, where no page shows it.
INSERT INTO oc_product (
    product_id, master_id, model, sku, upc, ean, jan, isbn, mpn, location, variant, override, quantity,
        stock_status_id,
    image, manufacturer_id, shipping, price, points, tax_class_id, date_available, weight_class_id, length_class_id,
    subtract, minimum, sort_order, status, date_added, date_modified)
SELECT
    s.id, 0, COALESCE(IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(s.sku, '&', '&amp;'), '"', '&quot;'), '<',
        '&lt;'), '>', '&gt;')) <= 64, REPLACE(REPLACE(REPLACE(REPLACE(s.sku, '&', '&amp;'), '"', '&quot;'), '<',
        '&lt;'), '>', '&gt;'),
        LEFT(REGEXP_REPLACE(s.sku, '[&<>"]', ''), 64)), CONCAT('moved-', s.id)),
            COALESCE(IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(s.sku, '&', '&amp;'), '"', '&quot;'), '<',
            '&lt;'), '>', '&gt;')) <= 64, REPLACE(REPLACE(REPLACE(REPLACE(s.sku, '&', '&amp;'), '"', '&quot;'), '<',
            '&lt;'), '>', '&gt;'),
        LEFT(REGEXP_REPLACE(s.sku, '[&<>"]', ''), 64)), ''), '',
    '', '', '', '', '', '', '', 0, COALESCE((SELECT g.value FROM oc_setting AS g WHERE g.store_id = 0
        AND g.`key` = 'config_stock_status_id' LIMIT 1), 0),
    '', 0, 1, 0, 0, 0, CURRENT_DATE, COALESCE((SELECT g.value FROM oc_setting AS g WHERE g.store_id = 0
        AND g.`key` = 'config_weight_class_id' LIMIT 1), 0), COALESCE((SELECT g.value FROM oc_setting AS g
        WHERE g.store_id = 0 AND g.`key` = 'config_length_class_id' LIMIT 1), 0),
    0, 1, 0, 0, UTC_TIMESTAMP(), UTC_TIMESTAMP()
FROM stage_product AS s
WHERE s.is_new = 1;

INSERT INTO oc_product_description (product_id, language_id, name, description, tag, meta_title, meta_description,
    meta_keyword)
SELECT s.id, COALESCE((SELECT l.language_id FROM oc_language AS l JOIN oc_setting AS g ON g.value = l.code
        WHERE g.store_id = 0 AND g.`key` = 'config_language_catalog' ORDER BY l.language_id LIMIT 1), 1),
            COALESCE(IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(s.title, '&', '&amp;'), '"', '&quot;'), '<',
            '&lt;'), '>', '&gt;')) <= 255, REPLACE(REPLACE(REPLACE(REPLACE(s.title, '&', '&amp;'), '"', '&quot;'),
            '<', '&lt;'), '>', '&gt;'),
        LEFT(REGEXP_REPLACE(s.title, '[&<>"]', ''), 255)), ''), '', '',
            COALESCE(IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(s.title, '&', '&amp;'), '"', '&quot;'), '<',
            '&lt;'), '>', '&gt;')) <= 255, REPLACE(REPLACE(REPLACE(REPLACE(s.title, '&', '&amp;'), '"', '&quot;'),
            '<', '&lt;'), '>', '&gt;'),
        LEFT(REGEXP_REPLACE(s.title, '[&<>"]', ''), 255)), ''), '', ''
FROM stage_product AS s
WHERE s.is_new = 1;

INSERT INTO oc_product_to_store (product_id, store_id)
SELECT s.id, 0
FROM stage_product AS s
WHERE s.is_new = 1;

UPDATE oc_product AS p
JOIN stage_product AS s ON s.id = p.product_id
SET p.model = COALESCE(IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(s.sku, '&', '&amp;'), '"', '&quot;'), '<',
    '&lt;'), '>', '&gt;')) <= 64, REPLACE(REPLACE(REPLACE(REPLACE(s.sku, '&', '&amp;'), '"', '&quot;'), '<', '&lt;'),
    '>', '&gt;'),
        LEFT(REGEXP_REPLACE(s.sku, '[&<>"]', ''), 64)), CONCAT('moved-', s.id)), p.sku =
            COALESCE(IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(s.sku, '&', '&amp;'), '"', '&quot;'), '<',
            '&lt;'), '>', '&gt;')) <= 64, REPLACE(REPLACE(REPLACE(REPLACE(s.sku, '&', '&amp;'), '"', '&quot;'), '<',
            '&lt;'), '>', '&gt;'),
        LEFT(REGEXP_REPLACE(s.sku, '[&<>"]', ''), 64)), '');

UPDATE oc_product_description AS d
JOIN stage_product AS s ON s.id = d.product_id AND d.language_id = COALESCE((SELECT l.language_id FROM oc_language
    AS l JOIN oc_setting AS g ON g.value = l.code
        WHERE g.store_id = 0 AND g.`key` = 'config_language_catalog' ORDER BY l.language_id LIMIT 1), 1)
SET
    d.name = COALESCE(IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(s.title, '&', '&amp;'), '"', '&quot;'), '<',
        '&lt;'), '>', '&gt;')) <= 255, REPLACE(REPLACE(REPLACE(REPLACE(s.title, '&', '&amp;'), '"', '&quot;'), '<',
        '&lt;'), '>', '&gt;'),
        LEFT(REGEXP_REPLACE(s.title, '[&<>"]', ''), 255)), ''),
    d.description = CONCAT('<!--storefold ', REPLACE(JSON_MERGE_PATCH('{}', JSON_OBJECT(
        'sf', 1,
        'sku', IF(s.sku = '' OR CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(s.sku, '&', '&amp;'), '"', '&quot;'),
            '<', '&lt;'), '>', '&gt;')) > 64, s.sku, NULL),
        'gtin', s.gtin,
        'handle', s.handle,
        'title', IF(s.title = '' OR CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(s.title, '&', '&amp;'), '"',
            '&quot;'), '<', '&lt;'), '>', '&gt;')) > 255, s.title, NULL),
        'variant_title', s.variant_title,
        'options', s.options,
        'status', s.status)), '>', '\\u003e'), '-->');
