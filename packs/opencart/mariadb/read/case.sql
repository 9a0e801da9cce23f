SELECT
    r.return_id AS `key`,
    COALESCE(CAST(o.store_id AS CHAR), CAST(c.store_id AS CHAR)) AS sites,
    COALESCE(k.kind, 'return') AS kind,
    IF(k.sf = 1, k.number, CAST(r.return_id AS CHAR)) AS number,
    o.order_id AS `order`,
    c.customer_id AS customer,
    IF(k.sf = 1 AND k.status_id = r.return_status_id, k.state, CASE
        WHEN s.name = 'Complete' THEN 'resolved' WHEN s.name = 'Awaiting Products'
            THEN 'approved' ELSE 'requested' END)
        AS state,
    IF(k.sf = 1, k.requested_resolution, CASE a.name
        WHEN 'Refunded' THEN 'refund' WHEN 'Credit Issued' THEN 'store_credit' WHEN 'Replacement Sent' THEN 'exchange'
        END) AS requested_resolution,
    k.labels,
    k.deadline_at,
    r.date_added AS created_at
FROM (
    SELECT * FROM oc_return AS r WHERE /*keys r.return_id*/ ORDER BY r.return_id /*limit*/) AS r
LEFT JOIN oc_order AS o ON o.order_id = r.order_id
LEFT JOIN oc_customer AS c ON c.customer_id = r.customer_id
LEFT JOIN oc_return_status AS s ON s.return_status_id = r.return_status_id AND s.language_id = (SELECT l.language_id
    FROM oc_language AS l JOIN oc_setting AS g ON g.value = l.code
        WHERE g.store_id = 0 AND g.`key` = 'config_language_catalog' ORDER BY l.language_id LIMIT 1)
LEFT JOIN oc_return_action AS a ON a.return_action_id = r.return_action_id AND a.language_id = (SELECT l.language_id
    FROM oc_language AS l JOIN oc_setting AS g ON g.value = l.code
        WHERE g.store_id = 0 AND g.`key` = 'config_language_catalog' ORDER BY l.language_id LIMIT 1)
LEFT JOIN JSON_TABLE(IF(LOCATE('<!--storefold {', r.comment) > 0,
        SUBSTRING_INDEX(SUBSTRING_INDEX(r.comment, '<!--storefold ', -1), '-->', 1), NULL), '$' COLUMNS (
        `sf` BIGINT PATH '$.sf',
        `kind` LONGTEXT CHARACTER SET utf8mb4 PATH '$.kind',
        `number` LONGTEXT CHARACTER SET utf8mb4 PATH '$.number',
        `state` LONGTEXT CHARACTER SET utf8mb4 PATH '$.state',
        `requested_resolution` LONGTEXT CHARACTER SET utf8mb4 PATH '$.requested_resolution',
        `labels` LONGTEXT CHARACTER SET utf8mb4 PATH '$.labels',
        `deadline_at` LONGTEXT CHARACTER SET utf8mb4 PATH '$.deadline_at',
        `status_id` BIGINT PATH '$.status_id')) AS k ON TRUE
ORDER BY r.return_id
