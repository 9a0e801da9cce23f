SELECT
    h.order_history_id AS parent,
    COALESCE(k.id, CAST(h.order_history_id AS CHAR)) AS `key`,
    COALESCE(k.`order`, h.order_id) AS `order`
FROM oc_order_history AS h
LEFT JOIN JSON_TABLE(IF(LOCATE('<!--storefold {', h.comment) > 0,
        SUBSTRING_INDEX(SUBSTRING_INDEX(h.comment, '<!--storefold ', -1), '-->', 1), NULL), '$.orders.*' COLUMNS (
        `id` LONGTEXT CHARACTER SET utf8mb4 PATH '$.id',
        `order` BIGINT PATH '$.order')) AS k ON TRUE
WHERE (h.order_status_id IN (SELECT s.order_status_id FROM oc_order_status AS s WHERE s.name = 'Shipped')
        OR LOCATE('<!--storefold {"shipment"', h.comment) > 0)
    AND (LOCATE('<!--storefold {', COALESCE(h.comment, '')) = 0 OR k.id IS NOT NULL) AND /*keys h.order_history_id*/
ORDER BY h.order_history_id, k.id
