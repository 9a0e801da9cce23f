UPDATE oc_order AS o
JOIN (
    SELECT x.order_id AS parent, JSON_OBJECTAGG(k.id, NULL) AS doc
    FROM oc_order AS x
    JOIN JSON_TABLE(IF(JSON_VALID(x.custom_field), x.custom_field, NULL), '$.storefold.refund.*' COLUMNS (
        id LONGTEXT CHARACTER SET utf8mb4 PATH '$.id')) AS k ON TRUE
    JOIN stage_delete AS d ON d.id = CONVERT(k.id USING utf8mb4) COLLATE utf8mb4_nopad_bin
    GROUP BY x.order_id) AS g ON g.parent = o.order_id
SET o.custom_field = JSON_MERGE_PATCH(o.custom_field, JSON_OBJECT('storefold', JSON_OBJECT('refund',
    JSON_COMPACT(g.doc))));
