-- OpenCart knows a refund by the status of the order only. These are the ones that a transfer wrote.
SELECT
    o.order_id AS parent,
    k.id AS `key`,
    k.payment, k.amount, k.items, k.shipping, k.adjustment, k.`lines`, k.destination, k.reason, k.state,
        k.provider_txn, k.at
FROM oc_order AS o
JOIN JSON_TABLE(IF(/*ours*/ true AND JSON_VALID(o.custom_field), o.custom_field, NULL), '$.storefold.refund.*' COLUMNS (
        `id` LONGTEXT CHARACTER SET utf8mb4 PATH '$.id',
        `payment` LONGTEXT CHARACTER SET utf8mb4 PATH '$.payment',
        `amount` LONGTEXT CHARACTER SET utf8mb4 PATH '$.amount',
        `items` LONGTEXT CHARACTER SET utf8mb4 PATH '$.items',
        `shipping` LONGTEXT CHARACTER SET utf8mb4 PATH '$.shipping',
        `adjustment` LONGTEXT CHARACTER SET utf8mb4 PATH '$.adjustment',
        `lines` LONGTEXT CHARACTER SET utf8mb4 PATH '$.lines',
        `destination` LONGTEXT CHARACTER SET utf8mb4 PATH '$.destination',
        `reason` LONGTEXT CHARACTER SET utf8mb4 PATH '$.reason',
        `state` LONGTEXT CHARACTER SET utf8mb4 PATH '$.state',
        `provider_txn` LONGTEXT CHARACTER SET utf8mb4 PATH '$.provider_txn',
        `at` LONGTEXT CHARACTER SET utf8mb4 PATH '$.at')) AS k ON TRUE
WHERE /*keys o.order_id*/
ORDER BY o.order_id, k.id
