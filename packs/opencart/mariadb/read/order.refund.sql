-- OpenCart knows a refund by the status of the order only. These are the ones that a transfer wrote.
SELECT
    o.order_id AS parent,
    k.id AS `key`,
    k.payment, k.amount, k.items, k.shipping, k.adjustment, k.`lines`, k.destination, k.reason, k.state, k.provider_txn, k.at
FROM oc_order AS o
JOIN JSON_TABLE(IF(JSON_VALID(o.custom_field), o.custom_field, NULL), '$.storefold.refund.*' COLUMNS (
        `id` LONGTEXT PATH '$.id',
        `payment` LONGTEXT PATH '$.payment',
        `amount` LONGTEXT PATH '$.amount',
        `items` LONGTEXT PATH '$.items',
        `shipping` LONGTEXT PATH '$.shipping',
        `adjustment` LONGTEXT PATH '$.adjustment',
        `lines` LONGTEXT PATH '$.lines',
        `destination` LONGTEXT PATH '$.destination',
        `reason` LONGTEXT PATH '$.reason',
        `state` LONGTEXT PATH '$.state',
        `provider_txn` LONGTEXT PATH '$.provider_txn',
        `at` LONGTEXT PATH '$.at')) AS k ON TRUE
WHERE /*keys o.order_id*/
ORDER BY o.order_id, k.id
