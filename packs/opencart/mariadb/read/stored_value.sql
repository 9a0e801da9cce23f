-- Store credit is a customer's, in the shop's default currency: the sum of the transactions. One that a transfer wrote
-- is a transaction of its own, with the key 2^40 and that transaction's id.
SELECT
    r.id AS `key`,
    CAST(c.store_id AS CHAR) AS sites,
    COALESCE(k.kind, 'store_credit') AS kind,
    k.code,
    COALESCE(k.currency, (SELECT g.value FROM oc_setting AS g WHERE g.store_id = 0
        AND g.`key` = 'config_currency' LIMIT 1)) AS currency,
    k.initial,
    COALESCE(e.amount, 0) AS balance,
    k.held,
    k.expires_at,
    IF(r.doc IS NULL, r.customer_id, k.owner) AS owner,
    k.recipient_email,
    k.state
FROM (
    SELECT a.customer_id AS id, a.customer_id, NULL AS doc
    FROM oc_customer AS a
    WHERE a.customer_id IN (
        SELECT n.customer_id FROM oc_customer_transaction AS n
        WHERE COALESCE(n.description, '') NOT LIKE '%<!--storefold {%')
    UNION ALL
    SELECT 1099511627776 + a.customer_transaction_id, a.customer_id,
        IF(LOCATE('<!--storefold {', a.description) > 0,
        SUBSTRING_INDEX(SUBSTRING_INDEX(a.description, '<!--storefold ', -1), '-->', 1), NULL)
    FROM oc_customer_transaction AS a WHERE a.description LIKE '%<!--storefold {"credit":%') AS r
LEFT JOIN oc_customer AS c ON c.customer_id = r.customer_id
LEFT JOIN (
    SELECT i.of, SUM(i.amount) AS amount
    FROM (
        SELECT n.amount, CASE
            WHEN n.description LIKE '%<!--storefold {"credit":%' THEN 1099511627776 + n.customer_transaction_id
            ELSE CAST(COALESCE(JSON_VALUE(IF(LOCATE('<!--storefold {', n.description) > 0,
        SUBSTRING_INDEX(SUBSTRING_INDEX(n.description, '<!--storefold ', -1), '-->', 1), NULL), '$.of'),
            n.customer_id) AS SIGNED) END AS of
        FROM oc_customer_transaction AS n) AS i
    GROUP BY i.of) AS e ON e.of = r.id
LEFT JOIN JSON_TABLE(r.doc, '$.credit' COLUMNS (
        `kind` LONGTEXT CHARACTER SET utf8mb4 PATH '$.kind',
        `code` LONGTEXT CHARACTER SET utf8mb4 PATH '$.code',
        `currency` LONGTEXT CHARACTER SET utf8mb4 PATH '$.currency',
        `initial` LONGTEXT CHARACTER SET utf8mb4 PATH '$.initial',
        `held` LONGTEXT CHARACTER SET utf8mb4 PATH '$.held',
        `expires_at` LONGTEXT CHARACTER SET utf8mb4 PATH '$.expires_at',
        `owner` BIGINT PATH '$.owner',
        `recipient_email` LONGTEXT CHARACTER SET utf8mb4 PATH '$.recipient_email',
        `state` LONGTEXT CHARACTER SET utf8mb4 PATH '$.state')) AS k ON TRUE
WHERE /*keys r.id*/
ORDER BY r.id
