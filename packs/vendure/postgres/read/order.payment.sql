-- What Storefold wrote beyond the columns stands below `storefold` in the metadata (write/order.payment.sql).
SELECT
    p."orderId" AS parent,
    p.id AS key,
    nullif(p.method, '') AS method,
    p.note ->> 'provider' AS provider,
    nullif(p."transactionId", '') AS provider_txn,
    CASE
        WHEN p.kept THEN p.note ->> 'kind'
        WHEN p.state = 'Authorized' THEN 'auth'
        WHEN p.state = 'Cancelled' THEN 'void'
        ELSE 'capture'
    END AS kind,
    p.amount,
    CASE WHEN p.kept THEN p.note ->> 'state' ELSE lower(p.state) END AS state,
    CASE WHEN (p.note ->> 'no_at')::boolean THEN NULL ELSE p."createdAt" END AS at,
    p.metadata::jsonb ->> 'cardBrand' AS card_brand,
    p.metadata::jsonb ->> 'last4' AS last4,
    nullif(p."errorMessage", '') AS x_error_message
FROM (
    SELECT
        k.*, k.metadata::jsonb -> 'storefold' AS note, k.metadata::jsonb #>> '{storefold,as}' = k.state AS kept
    FROM payment AS k
) AS p
WHERE p.metadata NOT LIKE '{"storefold":{"placeholder":%' AND /*keys p."orderId"*/
ORDER BY p."orderId", p.id
