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
    COALESCE(k.kind, IF(n.class = 'void', 'void', 'capture')) AS kind,
    COALESCE(k.amount, ROUND(o.total * COALESCE(NULLIF(o.currency_value, 0), CAST(u.value AS DECIMAL(15, 8)), 1),
        COALESCE(u.decimal_place, 2))) AS amount,
    COALESCE(k.state, CASE
        WHEN n.class IN ('failed', 'expired') THEN 'failed'
        WHEN n.class = 'void' THEN 'cancelled'
        WHEN n.class IN ('paid', 'refunded') THEN 'settled'
        ELSE 'pending' END) AS state,
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
-- What a status means is said as in order.sql.
LEFT JOIN (
    SELECT
        n.order_status_id,
        COALESCE(MAX(CASE
            WHEN n.name IN ('Canceled', 'Voided') THEN 'void'
            WHEN n.name IN ('Failed', 'Denied') THEN 'failed'
            WHEN n.name = 'Expired' THEN 'expired'
            WHEN n.name IN ('Refunded', 'Reversed', 'Chargeback') THEN 'refunded'
            WHEN n.name = 'Pending' THEN 'pending'
            WHEN n.name IN ('Processing', 'Processed', 'Shipped', 'Complete', 'Canceled Reversal') THEN 'paid'
        END), CASE
            WHEN n.order_status_id = g.void_id THEN 'void'
            WHEN n.order_status_id = g.fraud_id THEN 'failed'
            WHEN FIND_IN_SET(n.order_status_id, g.complete_ids) > 0 THEN 'paid'
            WHEN n.order_status_id = g.new_id THEN 'pending'
            WHEN FIND_IN_SET(n.order_status_id, g.processing_ids) > 0 THEN 'paid'
        END) AS class
    FROM oc_order_status AS n
    JOIN (
        SELECT
            MAX(IF(v.`key` = 'config_void_status_id', v.value, NULL)) AS void_id,
            MAX(IF(v.`key` = 'config_fraud_status_id', v.value, NULL)) AS fraud_id,
            MAX(IF(v.`key` = 'config_order_status_id', v.value, NULL)) AS new_id,
            MAX(IF(v.`key` = 'config_complete_status', REGEXP_REPLACE(v.value, '[^0-9,]', ''), NULL)) AS complete_ids,
            MAX(IF(v.`key` = 'config_processing_status', REGEXP_REPLACE(v.value, '[^0-9,]', ''), NULL)) AS processing_ids
        FROM oc_setting AS v
        WHERE v.store_id = 0) AS g ON TRUE
    GROUP BY n.order_status_id) AS n ON n.order_status_id = o.order_status_id
WHERE (k.id IS NOT NULL OR (o.payment_method <> '' AND IF(/*ours*/ true, JSON_VALUE(o.custom_field, '$.storefold.sf'), NULL) IS NULL))
    AND /*keys o.order_id*/
ORDER BY o.order_id, k.id
