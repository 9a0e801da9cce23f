SELECT
    r.parent,
    r.customer_transaction_id AS `key`,
    r.date_added AS at,
    IF(r.doc IS NULL, IF(r.amount < 0, 'spend', 'issue'), JSON_VALUE(r.doc, '$.type')) AS type,
    r.amount,
    o.order_id AS `order`,
    NULLIF(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(SUBSTRING_INDEX(r.description, '<!--storefold {', 1),
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), '') AS note
FROM (
    SELECT i.*, CAST(COALESCE(JSON_VALUE(i.doc, '$.of'), i.customer_id) AS SIGNED) AS parent
    FROM (
        SELECT e.*, IF(LOCATE('<!--storefold {', e.description) > 0,
        SUBSTRING_INDEX(SUBSTRING_INDEX(e.description, '<!--storefold ', -1), '-->', 1), NULL) AS doc
        FROM oc_customer_transaction AS e
        WHERE COALESCE(e.description, '') NOT LIKE '%<!--storefold {"credit":%') AS i) AS r
LEFT JOIN oc_order AS o ON o.order_id = r.order_id
WHERE /*keys r.parent*/
ORDER BY r.parent, r.customer_transaction_id
