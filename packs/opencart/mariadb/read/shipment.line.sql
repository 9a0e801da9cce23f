-- OpenCart does not say what was in a parcel. These are the lines that a transfer wrote.
SELECT h.order_history_id AS parent, k.id AS `key`, k.`order`, k.order_line, k.qty
FROM oc_order_history AS h
JOIN JSON_TABLE(IF(LOCATE('<!--storefold {', h.comment) > 0,
        SUBSTRING_INDEX(SUBSTRING_INDEX(h.comment, '<!--storefold ', -1), '-->', 1), NULL), '$.lines.*' COLUMNS (
        `id` LONGTEXT CHARACTER SET utf8mb4 PATH '$.id',
        `order` BIGINT PATH '$.order',
        `order_line` BIGINT PATH '$.order_line',
        `qty` LONGTEXT CHARACTER SET utf8mb4 PATH '$.qty')) AS k ON TRUE
WHERE (h.order_status_id IN (SELECT s.order_status_id FROM oc_order_status AS s WHERE s.name = 'Shipped')
        OR LOCATE('<!--storefold {"shipment"', h.comment) > 0)
    AND /*keys h.order_history_id*/
ORDER BY h.order_history_id, k.id
