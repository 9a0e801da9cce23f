-- A customer has one password. OpenCart itself tells its hashes by their form, and so does this file. The hash of a
-- login that a transfer wrote stands where OpenCart looks for it; what else there is to it stands in custom_field.
SELECT
    r.parent,
    r.`key`,
    r.scheme,
    r.encoded,
    r.params,
    r.provider,
    r.subject
FROM (
    SELECT
        c.customer_id AS parent,
        CAST(c.customer_id AS CHAR) AS `key`,
        CASE
            WHEN c.password REGEXP '^[$]2[aby][$]' THEN 'bcrypt'
            WHEN c.password LIKE '$argon2%' THEN 'argon2'
            WHEN c.password REGEXP '^[0-9a-f]{32}$' THEN 'md5'
            ELSE 'unknown'
        END AS scheme,
        CONVERT(c.password USING utf8mb4) COLLATE utf8mb4_bin AS encoded,
        NULL AS params, NULL AS provider, NULL AS subject
    FROM oc_customer AS c
    WHERE c.password <> '' AND IF(/*ours*/ true, JSON_VALUE(c.custom_field, '$.storefold.sf'), NULL) IS NULL
    UNION ALL
    SELECT
        c.customer_id, k.id, k.scheme,
        CONVERT(IF(k.native = 1, c.password, k.encoded) USING utf8mb4) COLLATE utf8mb4_bin, k.params, k.provider,
            k.subject
    FROM oc_customer AS c
    JOIN JSON_TABLE(IF(/*ours*/ true AND JSON_VALID(c.custom_field), c.custom_field, NULL), '$.storefold.credential.*' COLUMNS (
        id LONGTEXT CHARACTER SET utf8mb4 PATH '$.id',
        native TINYINT PATH '$.native',
        scheme LONGTEXT CHARACTER SET utf8mb4 PATH '$.scheme',
        encoded LONGTEXT CHARACTER SET utf8mb4 PATH '$.encoded',
        params LONGTEXT CHARACTER SET utf8mb4 PATH '$.params',
        provider LONGTEXT CHARACTER SET utf8mb4 PATH '$.provider',
        subject LONGTEXT CHARACTER SET utf8mb4 PATH '$.subject')) AS k ON TRUE) AS r
WHERE /*keys r.parent*/
ORDER BY r.parent, r.`key`
