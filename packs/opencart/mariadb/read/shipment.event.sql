-- OpenCart follows no parcels. These are the events that a transfer wrote.
SELECT
    h.order_history_id AS parent, k.id AS `key`, k.parcel, k.at, k.offset_minutes, k.status, k.raw_code, k.raw_text,
        k.location
FROM oc_order_history AS h
JOIN JSON_TABLE(IF(LOCATE('<!--storefold {', h.comment) > 0,
        SUBSTRING_INDEX(SUBSTRING_INDEX(h.comment, '<!--storefold ', -1), '-->', 1), NULL), '$.events.*' COLUMNS (
        `id` LONGTEXT CHARACTER SET utf8mb4 PATH '$.id',
        `parcel` LONGTEXT CHARACTER SET utf8mb4 PATH '$.parcel',
        `at` LONGTEXT CHARACTER SET utf8mb4 PATH '$.at',
        `offset_minutes` BIGINT PATH '$.offset_minutes',
        `status` LONGTEXT CHARACTER SET utf8mb4 PATH '$.status',
        `raw_code` LONGTEXT CHARACTER SET utf8mb4 PATH '$.raw_code',
        `raw_text` LONGTEXT CHARACTER SET utf8mb4 PATH '$.raw_text',
        `location` LONGTEXT CHARACTER SET utf8mb4 PATH '$.location')) AS k ON TRUE
WHERE (h.order_status_id IN (SELECT s.order_status_id FROM oc_order_status AS s WHERE s.name = 'Shipped')
        OR LOCATE('<!--storefold {"shipment"', h.comment) > 0)
    AND /*keys h.order_history_id*/
ORDER BY h.order_history_id, k.id
