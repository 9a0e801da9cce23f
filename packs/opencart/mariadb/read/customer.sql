-- What OpenCart has no column for stands in custom_field under "storefold", where the transfer wrote it.
SELECT
    c.customer_id AS `key`,
    CAST(c.store_id AS CHAR) AS sites,
    COALESCE(k.kind, 'registered') AS kind,
    COALESCE(k.email, NULLIF(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(c.email,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), '')) AS email,
    k.email_verified_at,
    COALESCE(k.phone, NULLIF(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(c.telephone,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), '')) AS phone,
    k.phone_verified_at,
    k.title,
    COALESCE(k.first_name, NULLIF(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(c.firstname,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), '')) AS first_name,
    COALESCE(k.last_name, NULLIF(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(c.lastname,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), '')) AS last_name,
    k.company,
    IF(k.sf = 1, k.locale, (SELECT l.code FROM oc_language AS l WHERE l.language_id = c.language_id)) AS locale,
    k.tz,
    IF(k.sf = 1, k.groups, (
        SELECT JSON_ARRAY(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(n.name,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'))
            FROM oc_customer_group_description AS n
        WHERE n.customer_group_id = c.customer_group_id
        ORDER BY n.language_id <> (SELECT l.language_id FROM oc_language AS l JOIN oc_setting AS g ON g.value = l.code
        WHERE g.store_id = 0 AND g.`key` = 'config_language_catalog' ORDER BY l.language_id LIMIT 1),
            n.language_id LIMIT 1)) AS groups,
    k.tax_ids,
    IF(k.sf = 1 AND (k.status = 'active') = (c.status = 1), k.status, IF(c.status = 1, 'active', 'disabled'))
        AS status,
    c.date_added AS created_at,
    k.last_login_at,
    IF(k.sf = 1, k.note, h.notes) AS note,
    k.staff,
    IF(k.sf = 1 OR c.custom_field IN ('', '[]'), NULL, c.custom_field) AS x_custom_field
FROM (
    SELECT * FROM oc_customer AS c WHERE /*keys c.customer_id*/ ORDER BY c.customer_id /*limit*/) AS c
LEFT JOIN JSON_TABLE(IF(/*ours*/ true AND JSON_VALID(c.custom_field), c.custom_field, NULL), '$.storefold' COLUMNS (
        `sf` BIGINT PATH '$.sf',
        `kind` LONGTEXT CHARACTER SET utf8mb4 PATH '$.kind',
        `email` LONGTEXT CHARACTER SET utf8mb4 PATH '$.email',
        `email_verified_at` LONGTEXT CHARACTER SET utf8mb4 PATH '$.email_verified_at',
        `phone` LONGTEXT CHARACTER SET utf8mb4 PATH '$.phone',
        `phone_verified_at` LONGTEXT CHARACTER SET utf8mb4 PATH '$.phone_verified_at',
        `title` LONGTEXT CHARACTER SET utf8mb4 PATH '$.title',
        `first_name` LONGTEXT CHARACTER SET utf8mb4 PATH '$.first_name',
        `last_name` LONGTEXT CHARACTER SET utf8mb4 PATH '$.last_name',
        `company` LONGTEXT CHARACTER SET utf8mb4 PATH '$.company',
        `locale` LONGTEXT CHARACTER SET utf8mb4 PATH '$.locale',
        `tz` LONGTEXT CHARACTER SET utf8mb4 PATH '$.tz',
        `groups` LONGTEXT CHARACTER SET utf8mb4 PATH '$.groups',
        `tax_ids` LONGTEXT CHARACTER SET utf8mb4 PATH '$.tax_ids',
        `status` LONGTEXT CHARACTER SET utf8mb4 PATH '$.status',
        `last_login_at` LONGTEXT CHARACTER SET utf8mb4 PATH '$.last_login_at',
        `note` LONGTEXT CHARACTER SET utf8mb4 PATH '$.note',
        `staff` TINYINT PATH '$.staff')) AS k ON TRUE
LEFT JOIN (
    SELECT n.customer_id, GROUP_CONCAT(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(n.comment,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;',
            '&') ORDER BY n.customer_history_id SEPARATOR '\n') AS notes
    FROM oc_customer_history AS n GROUP BY n.customer_id) AS h ON h.customer_id = c.customer_id
ORDER BY c.customer_id
