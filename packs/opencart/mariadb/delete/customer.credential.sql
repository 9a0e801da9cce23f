UPDATE oc_customer AS o
JOIN (
    SELECT x.customer_id AS parent, JSON_OBJECTAGG(k.id, NULL) AS doc
    FROM oc_customer AS x
    JOIN JSON_TABLE(IF(JSON_VALID(x.custom_field), x.custom_field, NULL), '$.storefold.credential.*' COLUMNS (
        id LONGTEXT CHARACTER SET utf8mb4 PATH '$.id')) AS k ON TRUE
    JOIN stage_delete AS d ON d.id = CONVERT(k.id USING utf8mb4) COLLATE utf8mb4_nopad_bin
    GROUP BY x.customer_id) AS g ON g.parent = o.customer_id
SET o.custom_field = JSON_MERGE_PATCH(o.custom_field, JSON_OBJECT('storefold', JSON_OBJECT('credential',
    JSON_COMPACT(g.doc))));
