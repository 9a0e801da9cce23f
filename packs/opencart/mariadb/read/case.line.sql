-- OpenCart names the product of the order, not its line: the line is said where the order has one of that product.
SELECT
    r.return_id AS parent,
    COALESCE(k.id, CAST(r.return_id AS CHAR)) AS `key`,
    IF(k.id IS NULL, o.order_id, k.`order`) AS `order`,
    IF(k.id IS NULL, l.line, k.order_line) AS order_line,
    IF(k.id IS NULL, r.quantity, k.qty) AS qty,
    IF(k.id IS NULL, n.name, k.reason) AS reason,
    IF(k.id IS NULL, IF(r.opened = 1, 'opened', 'unopened'), k.`condition`) AS `condition`
FROM oc_return AS r
LEFT JOIN oc_order AS o ON o.order_id = r.order_id
LEFT JOIN oc_return_reason AS n ON n.return_reason_id = r.return_reason_id AND n.language_id = (SELECT l.language_id
    FROM oc_language AS l JOIN oc_setting AS g ON g.value = l.code
        WHERE g.store_id = 0 AND g.`key` = 'config_language_catalog' ORDER BY l.language_id LIMIT 1)
LEFT JOIN (
    SELECT p.order_id, p.product_id, IF(COUNT(*) = 1, MIN(p.order_product_id), NULL) AS line
    FROM oc_order_product AS p GROUP BY p.order_id, p.product_id) AS l
    ON l.order_id = r.order_id AND l.product_id = r.product_id
LEFT JOIN JSON_TABLE(IF(LOCATE('<!--storefold {', r.comment) > 0,
        SUBSTRING_INDEX(SUBSTRING_INDEX(r.comment, '<!--storefold ', -1), '-->', 1), NULL), '$.lines.*' COLUMNS (
        `id` LONGTEXT CHARACTER SET utf8mb4 PATH '$.id',
        `order` BIGINT PATH '$.order',
        `order_line` BIGINT PATH '$.order_line',
        `qty` LONGTEXT CHARACTER SET utf8mb4 PATH '$.qty',
        `reason` LONGTEXT CHARACTER SET utf8mb4 PATH '$.reason',
        `condition` LONGTEXT CHARACTER SET utf8mb4 PATH '$.condition')) AS k ON TRUE
WHERE (k.id IS NOT NULL OR LOCATE('<!--storefold {', COALESCE(r.comment, '')) = 0) AND /*keys r.return_id*/
ORDER BY r.return_id, k.id
