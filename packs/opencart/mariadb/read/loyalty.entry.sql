-- The ledger has a sign and perhaps an order; OpenCart itself writes one entry when an order earns and one when points
-- pay for a part of it. There are no lots: points do not expire.
SELECT
    r.parent,
    r.customer_reward_id AS `key`,
    k.seq,
    r.date_added AS at,
    IF(k.type IS NULL, r.date_added, k.effective_at) AS effective_at,
    COALESCE(k.type, IF(r.order_id > 0, IF(r.points < 0, 'burn', 'earn'), 'adjust')) AS type,
    COALESCE(k.points, r.points) AS points,
    COALESCE(k.status, 'posted') AS status,
    k.activates_at,
    o.order_id AS `order`,
    NULLIF(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(SUBSTRING_INDEX(r.description, '<!--storefold {', 1),
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), '') AS reason,
    k.origin_points,
    k.origin_programme,
    k.idempotency_key
FROM (
    SELECT e.*, COALESCE(1099511627776 + w.id, e.customer_id) AS parent
    FROM oc_customer_reward AS e
    LEFT JOIN (
        SELECT n.customer_id, MIN(n.customer_reward_id) AS id FROM oc_customer_reward AS n
        WHERE n.description LIKE '%<!--storefold {"account":%' GROUP BY n.customer_id) AS w
            ON w.customer_id = e.customer_id
    WHERE COALESCE(e.description, '') NOT LIKE '%<!--storefold:%'
        AND COALESCE(e.description, '') NOT LIKE '%<!--storefold {"account":%') AS r
LEFT JOIN oc_order AS o ON o.order_id = r.order_id
LEFT JOIN JSON_TABLE(IF(LOCATE('<!--storefold {', r.description) > 0,
        SUBSTRING_INDEX(SUBSTRING_INDEX(r.description, '<!--storefold ', -1), '-->', 1), NULL), '$' COLUMNS (
        `seq` BIGINT PATH '$.seq',
        `effective_at` LONGTEXT CHARACTER SET utf8mb4 PATH '$.effective_at',
        `type` LONGTEXT CHARACTER SET utf8mb4 PATH '$.type',
        `points` LONGTEXT CHARACTER SET utf8mb4 PATH '$.points',
        `status` LONGTEXT CHARACTER SET utf8mb4 PATH '$.status',
        `activates_at` LONGTEXT CHARACTER SET utf8mb4 PATH '$.activates_at',
        `origin_points` LONGTEXT CHARACTER SET utf8mb4 PATH '$.origin_points',
        `origin_programme` LONGTEXT CHARACTER SET utf8mb4 PATH '$.origin_programme',
        `idempotency_key` LONGTEXT CHARACTER SET utf8mb4 PATH '$.idempotency_key')) AS k ON TRUE
WHERE /*keys r.parent*/
ORDER BY r.parent, r.customer_reward_id
