SELECT
    p.orderId AS parent,
    p.id AS key,
    p.method,
    nullif(p.transactionId, '') AS provider_txn,
    CASE p.state WHEN 'Authorized' THEN 'auth' WHEN 'Cancelled' THEN 'void' ELSE 'capture' END AS kind,
    p.amount,
    lower(p.state) AS state,
    p.createdAt AS at,
    CASE WHEN json_valid(p.metadata) THEN json_extract(p.metadata, '$.cardBrand') END AS card_brand,
    CASE WHEN json_valid(p.metadata) THEN json_extract(p.metadata, '$.last4') END AS last4,
    nullif(p.errorMessage, '') AS x_error_message
FROM payment AS p
WHERE /*keys p.orderId*/
ORDER BY p.orderId, p.id
