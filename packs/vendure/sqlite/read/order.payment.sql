-- What Storefold wrote beyond the columns stands below `storefold` in the metadata (write/order.payment.sql).
SELECT
    p.orderId AS parent,
    p.id AS key,
    nullif(p.method, '') AS method,
    nullif(p.transactionId, '') AS provider_txn,
    json_extract(p.note, '$.provider') AS provider,
    CASE
        WHEN p.kept THEN json_extract(p.note, '$.kind')
        WHEN p.state = 'Authorized' THEN 'auth'
        WHEN p.state = 'Cancelled' THEN 'void'
        ELSE 'capture'
    END AS kind,
    p.amount,
    iif(p.kept, json_extract(p.note, '$.state'), lower(p.state)) AS state,
    iif(json_extract(p.note, '$.no_at'), NULL, p.createdAt) AS at,
    CASE WHEN json_valid(p.metadata) THEN json_extract(p.metadata, '$.cardBrand') END AS card_brand,
    CASE WHEN json_valid(p.metadata) THEN json_extract(p.metadata, '$.last4') END AS last4,
    nullif(p.errorMessage, '') AS x_error_message
FROM (
    SELECT
        k.*, CASE WHEN json_valid(k.metadata) THEN json_extract(k.metadata, '$.storefold') END AS note,
        json_valid(k.metadata) AND json_extract(k.metadata, '$.storefold.as') = k.state AS kept
    FROM payment AS k
) AS p
WHERE p.metadata NOT LIKE '{"storefold":{"placeholder":%' AND /*keys p.orderId*/
ORDER BY p.orderId, p.id
