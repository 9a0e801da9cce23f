-- OpenCart follows no parcels. These are the events that a transfer wrote.
SELECT
    h.order_history_id AS parent, k.id AS `key`, k.parcel, k.at, k.offset_minutes, k.status, k.raw_code, k.raw_text, k.location
FROM oc_order_history AS h
JOIN JSON_TABLE(IF(LOCATE('<!--storefold {', h.comment) > 0,
        SUBSTRING_INDEX(SUBSTRING_INDEX(h.comment, '<!--storefold ', -1), '-->', 1), NULL), '$.events.*' COLUMNS (
        `id` LONGTEXT PATH '$.id',
        `parcel` LONGTEXT PATH '$.parcel',
        `at` LONGTEXT PATH '$.at',
        `offset_minutes` BIGINT PATH '$.offset_minutes',
        `status` LONGTEXT PATH '$.status',
        `raw_code` LONGTEXT PATH '$.raw_code',
        `raw_text` LONGTEXT PATH '$.raw_text',
        `location` LONGTEXT PATH '$.location')) AS k ON TRUE
WHERE h.order_status_id IN (SELECT s.order_status_id FROM oc_order_status AS s WHERE s.name = 'Shipped') AND /*keys h.order_history_id*/
ORDER BY h.order_history_id, k.id
