-- OpenCart has no shipments. That goods left is an entry with the status Shipped; the parcel's number, where there is
-- one, stands in its comment (shipment.parcel.sql).
SELECT
    h.order_history_id AS `key`,
    CAST(o.store_id AS CHAR) AS sites,
    IF(k.shipment = '1', k.method, JSON_VALUE(o.shipping_method, '$.name')) AS method,
    IF(k.shipment = '1', k.created_at, h.date_added) AS created_at,
    IF(k.shipment = '1', k.shipped_at, h.date_added) AS shipped_at,
    k.delivered_at,
    COALESCE(k.state, 'shipped') AS state,
    k.destination
FROM oc_order_history AS h
LEFT JOIN oc_order AS o ON o.order_id = h.order_id
LEFT JOIN JSON_TABLE(IF(LOCATE('<!--storefold {', h.comment) > 0,
        SUBSTRING_INDEX(SUBSTRING_INDEX(h.comment, '<!--storefold ', -1), '-->', 1), NULL), '$' COLUMNS (
        `shipment` LONGTEXT CHARACTER SET utf8mb4 PATH '$.shipment',
        `method` LONGTEXT CHARACTER SET utf8mb4 PATH '$.method',
        `created_at` LONGTEXT CHARACTER SET utf8mb4 PATH '$.created_at',
        `shipped_at` LONGTEXT CHARACTER SET utf8mb4 PATH '$.shipped_at',
        `delivered_at` LONGTEXT CHARACTER SET utf8mb4 PATH '$.delivered_at',
        `state` LONGTEXT CHARACTER SET utf8mb4 PATH '$.state',
        `destination` LONGTEXT CHARACTER SET utf8mb4 PATH '$.destination')) AS k ON TRUE
WHERE (h.order_status_id IN (SELECT s.order_status_id FROM oc_order_status AS s WHERE s.name = 'Shipped')
        OR LOCATE('<!--storefold {"shipment"', h.comment) > 0)
    AND (LOCATE('<!--storefold {', COALESCE(h.comment, '')) = 0 OR k.shipment = '1') AND /*keys h.order_history_id*/
ORDER BY h.order_history_id
