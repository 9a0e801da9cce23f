-- OpenCart has no payments, only the method, an optional reference and the status of the order: the status says
-- whether it was paid. Payments that a transfer wrote stand one by one in custom_field.
SELECT
    o.order_id AS parent,
    COALESCE(k.id, CAST(o.order_id AS CHAR)) AS `key`,
    IF(k.id IS NULL, COALESCE(JSON_VALUE(o.payment_method, '$.name'), NULLIF(o.payment_method, '')), k.method)
        AS method,
    IF(k.id IS NULL, SUBSTRING_INDEX(JSON_VALUE(o.payment_method, '$.code'), '.', 1), k.provider) AS provider,
    IF(k.id IS NULL, NULLIF(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(o.transaction_id,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), ''), k.provider_txn)
            AS provider_txn,
    COALESCE(k.kind, IF(n.name IN ('Canceled', 'Voided'), 'void', 'capture')) AS kind,
    COALESCE(k.amount, ROUND(o.total * COALESCE(NULLIF(o.currency_value, 0), CAST(u.value AS DECIMAL(15, 8)), 1),
        COALESCE(u.decimal_place, 2))) AS amount,
    COALESCE(k.state, CASE
        WHEN o.order_status_id = 0 OR n.name = 'Pending' THEN 'pending'
        WHEN n.name IN ('Failed', 'Denied', 'Expired') THEN 'failed'
        WHEN n.name IN ('Canceled', 'Voided') THEN 'cancelled'
        ELSE 'settled' END) AS state,
    IF(k.id IS NULL, o.date_added, k.at) AS at,
    k.card_brand,
    k.last4
FROM oc_order AS o
LEFT JOIN JSON_TABLE(IF(/*ours*/ true AND JSON_VALID(o.custom_field), o.custom_field, NULL), '$.storefold.payment.*' COLUMNS (
        `id` LONGTEXT CHARACTER SET utf8mb4 PATH '$.id',
        `method` LONGTEXT CHARACTER SET utf8mb4 PATH '$.method',
        `provider` LONGTEXT CHARACTER SET utf8mb4 PATH '$.provider',
        `provider_txn` LONGTEXT CHARACTER SET utf8mb4 PATH '$.provider_txn',
        `kind` LONGTEXT CHARACTER SET utf8mb4 PATH '$.kind',
        `amount` LONGTEXT CHARACTER SET utf8mb4 PATH '$.amount',
        `state` LONGTEXT CHARACTER SET utf8mb4 PATH '$.state',
        `at` LONGTEXT CHARACTER SET utf8mb4 PATH '$.at',
        `card_brand` LONGTEXT CHARACTER SET utf8mb4 PATH '$.card_brand',
        `last4` LONGTEXT CHARACTER SET utf8mb4 PATH '$.last4')) AS k ON TRUE
LEFT JOIN oc_currency AS u ON u.code = o.currency_code
LEFT JOIN oc_order_status AS n ON n.order_status_id = o.order_status_id AND n.language_id = (SELECT l.language_id
    FROM oc_language AS l JOIN oc_setting AS g ON g.value = l.code
        WHERE g.store_id = 0 AND g.`key` = 'config_language_catalog' ORDER BY l.language_id LIMIT 1)
WHERE (k.id IS NOT NULL OR (o.payment_method <> '' AND IF(/*ours*/ true, JSON_VALUE(o.custom_field, '$.storefold.sf'), NULL) IS NULL))
    AND /*keys o.order_id*/
ORDER BY o.order_id, k.id
