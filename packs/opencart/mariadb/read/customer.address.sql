SELECT
    a.customer_id AS parent,
    a.address_id AS `key`,
    IF(a.customer_id = 0, 'address_of_nobody', NULL) AS skip,
    k.kind,
    IF(k.sf = 1, k.is_default_ship, a.`default`) AS is_default_ship,
    IF(k.sf = 1, k.is_default_bill, a.`default`) AS is_default_bill,
    COALESCE(k.full_name, NULLIF(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(CONCAT_WS(' ', NULLIF(a.firstname, ''),
        NULLIF(a.lastname, '')),
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), '')) AS full_name,
    COALESCE(k.company, NULLIF(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(a.company,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), '')) AS company,
    COALESCE(k.line1, NULLIF(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(a.address_1,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), '')) AS line1,
    COALESCE(k.line2, NULLIF(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(a.address_2,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), '')) AS line2,
    k.line3,
    COALESCE(k.city, NULLIF(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(a.city,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), '')) AS city,
    k.district,
    IF(k.sf = 1, k.region, (
        SELECT NULLIF(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(z.name,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), '') FROM oc_zone_description AS z
            WHERE z.zone_id = a.zone_id
        ORDER BY z.language_id <> (SELECT l.language_id FROM oc_language AS l JOIN oc_setting AS g ON g.value = l.code
        WHERE g.store_id = 0 AND g.`key` = 'config_language_catalog' ORDER BY l.language_id LIMIT 1),
            z.language_id LIMIT 1)) AS region,
    COALESCE(k.postal, NULLIF(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(a.postcode,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), '')) AS postal,
    COALESCE(k.country, n.iso_code_2) AS country,
    k.phone,
    IF(k.sf = 1 OR a.custom_field IN ('', '[]'), NULL, a.custom_field) AS x_custom_field
FROM oc_address AS a
LEFT JOIN oc_country AS n ON n.country_id = a.country_id
LEFT JOIN JSON_TABLE(IF(/*ours*/ true AND JSON_VALID(a.custom_field), a.custom_field, NULL), '$.storefold' COLUMNS (
        `sf` BIGINT PATH '$.sf',
        `kind` LONGTEXT CHARACTER SET utf8mb4 PATH '$.kind',
        `is_default_ship` TINYINT PATH '$.is_default_ship',
        `is_default_bill` TINYINT PATH '$.is_default_bill',
        `full_name` LONGTEXT CHARACTER SET utf8mb4 PATH '$.full_name',
        `company` LONGTEXT CHARACTER SET utf8mb4 PATH '$.company',
        `line1` LONGTEXT CHARACTER SET utf8mb4 PATH '$.line1',
        `line2` LONGTEXT CHARACTER SET utf8mb4 PATH '$.line2',
        `line3` LONGTEXT CHARACTER SET utf8mb4 PATH '$.line3',
        `city` LONGTEXT CHARACTER SET utf8mb4 PATH '$.city',
        `district` LONGTEXT CHARACTER SET utf8mb4 PATH '$.district',
        `region` LONGTEXT CHARACTER SET utf8mb4 PATH '$.region',
        `postal` LONGTEXT CHARACTER SET utf8mb4 PATH '$.postal',
        `country` LONGTEXT CHARACTER SET utf8mb4 PATH '$.country',
        `phone` LONGTEXT CHARACTER SET utf8mb4 PATH '$.phone')) AS k ON TRUE
WHERE /*keys a.customer_id*/
ORDER BY a.customer_id, a.address_id
