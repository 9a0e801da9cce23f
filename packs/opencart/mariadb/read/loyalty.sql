-- OpenCart has one programme and no accounts: a customer's points are the sum of the entries, and the account goes by
-- the customer's id. An account that a transfer wrote is an entry of no points; its key is 2^40 and the entry's id.
-- What Storefold holds back or debits is left out, so that the account stays as it was at the freeze.
SELECT
    r.id AS `key`,
    CAST(c.store_id AS CHAR) AS sites,
    COALESCE(k.programme, 'reward_points') AS programme,
    r.customer_id AS customer,
    IF(r.doc IS NULL, 'points', k.unit) AS unit,
    IF(r.doc IS NULL, 0, k.decimals) AS decimals,
    COALESCE(e.points, 0) AS native_balance,
    COALESCE(k.state, 'open') AS state,
    k.tier,
    k.tier_until,
    k.tier_qualifying
FROM (
    SELECT a.customer_id AS id, a.customer_id, NULL AS doc
    FROM oc_customer AS a
    WHERE a.customer_id IN (
            SELECT n.customer_id FROM oc_customer_reward AS n
            WHERE COALESCE(n.description, '') NOT LIKE '%<!--storefold:%')
        AND a.customer_id NOT IN (
            SELECT n.customer_id FROM oc_customer_reward AS n
            WHERE n.description LIKE '%<!--storefold {"account":%' AND n.customer_id IS NOT NULL)
    UNION ALL
    SELECT 1099511627776 + a.customer_reward_id, a.customer_id,
        IF(LOCATE('<!--storefold {', a.description) > 0,
        SUBSTRING_INDEX(SUBSTRING_INDEX(a.description, '<!--storefold ', -1), '-->', 1), NULL)
    FROM oc_customer_reward AS a WHERE a.description LIKE '%<!--storefold {"account":%') AS r
LEFT JOIN oc_customer AS c ON c.customer_id = r.customer_id
LEFT JOIN (
    SELECT n.customer_id, SUM(n.points) AS points FROM oc_customer_reward AS n
    WHERE COALESCE(n.description, '') NOT LIKE '%<!--storefold:%' AND COALESCE(n.description,
        '') NOT LIKE '%<!--storefold {"account":%'
    GROUP BY n.customer_id) AS e ON e.customer_id = r.customer_id
LEFT JOIN JSON_TABLE(r.doc, '$.account' COLUMNS (
        `programme` LONGTEXT CHARACTER SET utf8mb4 PATH '$.programme',
        `unit` LONGTEXT CHARACTER SET utf8mb4 PATH '$.unit',
        `decimals` BIGINT PATH '$.decimals',
        `state` LONGTEXT CHARACTER SET utf8mb4 PATH '$.state',
        `tier` LONGTEXT CHARACTER SET utf8mb4 PATH '$.tier',
        `tier_until` LONGTEXT CHARACTER SET utf8mb4 PATH '$.tier_until',
        `tier_qualifying` LONGTEXT CHARACTER SET utf8mb4 PATH '$.tier_qualifying')) AS k ON TRUE
WHERE /*keys r.id*/
ORDER BY r.id
