-- OpenCart asks one thing: the newsletter. It keeps neither when nor how that was answered. What a transfer wrote
-- stands in custom_field; where it is about the newsletter, what the customer ticked since then wins.
SELECT
    r.parent,
    r.`key`,
    r.purpose,
    r.channel,
    r.state,
    r.basis,
    r.wording_version,
    r.origin,
    r.at,
    r.controller
FROM (
    SELECT
        c.customer_id AS parent, CAST(c.customer_id AS CHAR) AS `key`, 'marketing' AS purpose, 'email' AS channel,
        IF(c.newsletter = 1, 'granted', 'denied') AS state, NULL AS basis, NULL AS wording_version,
        'newsletter' AS origin, NULL AS at, NULL AS controller
    FROM oc_customer AS c
    WHERE IF(/*ours*/ true, JSON_VALUE(c.custom_field, '$.storefold.sf'), NULL) IS NULL
    UNION ALL
    SELECT
        c.customer_id, k.id, k.purpose, k.channel,
        IF(k.native = 1 AND (k.state = 'granted') <> (c.newsletter = 1),
            IF(c.newsletter = 1, 'granted', 'withdrawn'), k.state),
        k.basis, k.wording_version, k.origin, k.at, k.controller
    FROM oc_customer AS c
    JOIN JSON_TABLE(IF(/*ours*/ true AND JSON_VALID(c.custom_field), c.custom_field, NULL), '$.storefold.consent.*' COLUMNS (
        id LONGTEXT CHARACTER SET utf8mb4 PATH '$.id',
        native TINYINT PATH '$.native',
        purpose LONGTEXT CHARACTER SET utf8mb4 PATH '$.purpose',
        channel LONGTEXT CHARACTER SET utf8mb4 PATH '$.channel',
        state LONGTEXT CHARACTER SET utf8mb4 PATH '$.state',
        basis LONGTEXT CHARACTER SET utf8mb4 PATH '$.basis',
        wording_version LONGTEXT CHARACTER SET utf8mb4 PATH '$.wording_version',
        origin LONGTEXT CHARACTER SET utf8mb4 PATH '$.origin',
        at LONGTEXT CHARACTER SET utf8mb4 PATH '$.at',
        controller LONGTEXT CHARACTER SET utf8mb4 PATH '$.controller')) AS k ON TRUE) AS r
WHERE /*keys r.parent*/
ORDER BY r.parent, r.`key`
