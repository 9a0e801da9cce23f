-- A payment is what was authorised; each capture of it is a row of its own. A payment that Storefold had to make up, because a
-- capture or refund needs one, is no payment of the order's and not read.
WITH paid AS (
    SELECT
        x.order_id AS parent, 1 AS rank, p.id, p.created_at, p.metadata, p.amount, p.provider_id, p.data, p.canceled_at,
        'payment' AS source, NULL AS skip
    FROM order_payment_collection AS x
    JOIN payment AS p ON p.payment_collection_id = x.payment_collection_id
    WHERE x.deleted_at IS NULL AND p.deleted_at IS NULL
        AND p.metadata #>> '{storefold,implied}' IS DISTINCT FROM 'true'
    UNION ALL
    SELECT
        x.order_id, 2, c.id, c.created_at, c.metadata, c.amount, p.provider_id, p.data, NULL,
        'capture', NULL
    FROM order_payment_collection AS x
    JOIN payment AS p ON p.payment_collection_id = x.payment_collection_id
    JOIN capture AS c ON c.payment_id = p.id
    WHERE x.deleted_at IS NULL AND p.deleted_at IS NULL AND c.deleted_at IS NULL
    UNION ALL
    SELECT
        NULL, 3, p.id, p.created_at, NULL, p.amount, p.provider_id, NULL, NULL,
        'payment', CASE WHEN p.deleted_at IS NOT NULL THEN 'deleted_payment' ELSE 'payment_of_no_order' END
    FROM payment AS p
    WHERE p.metadata #>> '{storefold,implied}' IS DISTINCT FROM 'true' AND (p.deleted_at IS NOT NULL OR NOT EXISTS (
        SELECT 1 FROM order_payment_collection AS x
        WHERE x.payment_collection_id = p.payment_collection_id AND x.deleted_at IS NULL))
    UNION ALL
    SELECT
        NULL, 3, c.id, c.created_at, NULL, c.amount, p.provider_id, NULL, NULL,
        'capture', CASE WHEN c.deleted_at IS NOT NULL OR p.deleted_at IS NOT NULL
            THEN 'deleted_payment' ELSE 'payment_of_no_order' END
    FROM capture AS c
    LEFT JOIN payment AS p ON p.id = c.payment_id
    WHERE c.deleted_at IS NOT NULL OR p.deleted_at IS NOT NULL OR NOT EXISTS (
        SELECT 1 FROM order_payment_collection AS x
        WHERE x.payment_collection_id = p.payment_collection_id AND x.deleted_at IS NULL)
)
SELECT
    p.parent,
    p.id AS key,
    p.skip,
    CASE WHEN m.kept -> 'method' IS NOT NULL THEN m.kept ->> 'method' ELSE p.provider_id END AS method,
    CASE WHEN m.kept -> 'provider' IS NOT NULL THEN m.kept ->> 'provider' ELSE p.provider_id END AS provider,
    CASE WHEN m.kept -> 'provider_txn' IS NOT NULL THEN m.kept ->> 'provider_txn' ELSE p.data ->> 'id' END AS provider_txn,
    CASE
        WHEN m.kept -> 'kind' IS NOT NULL THEN m.kept ->> 'kind'
        WHEN p.source = 'capture' THEN 'capture'
        WHEN p.canceled_at IS NOT NULL THEN 'void'
        ELSE 'auth'
    END AS kind,
    trim_scale(p.amount) AS amount,
    CASE WHEN m.kept -> 'state' IS NOT NULL THEN m.kept ->> 'state' ELSE 'succeeded' END AS state,
    CASE WHEN m.kept -> 'at' IS NULL THEN p.created_at END AS at,
    m.kept ->> 'card_brand' AS card_brand,
    m.kept ->> 'last4' AS last4
FROM paid AS p
CROSS JOIN LATERAL (SELECT p.metadata -> 'storefold' AS kept) AS m
WHERE /*keys p.parent COLLATE "C"*/
ORDER BY p.parent COLLATE "C", p.rank, p.created_at, p.id COLLATE "C"
