-- A refund in Medusa is done once it is written. Those that came with a move and are not done stand in the order's metadata.
WITH refunds AS (
    SELECT
        x.order_id::text AS parent, 1 AS rank, r.created_at, r.id, r.payment_id, r.amount, coalesce(r.note, w.label) AS note,
        r.metadata -> 'storefold' AS kept, NULL AS skip
    FROM order_payment_collection AS x
    JOIN payment AS p ON p.payment_collection_id = x.payment_collection_id
    JOIN refund AS r ON r.payment_id = p.id
    LEFT JOIN refund_reason AS w ON w.id = r.refund_reason_id
    WHERE x.deleted_at IS NULL AND p.deleted_at IS NULL AND r.deleted_at IS NULL
    UNION ALL
    SELECT
        o.id, 2, o.created_at, y.entry ->> 'id', NULL, (y.entry ->> 'amount')::numeric, y.entry ->> 'reason',
        y.entry, NULL
    FROM "order" AS o
    CROSS JOIN LATERAL jsonb_array_elements(
        CASE WHEN /*ours*/ true AND jsonb_typeof(o.metadata -> 'storefold_refunds') = 'array' THEN o.metadata -> 'storefold_refunds' END) AS y(entry)
    UNION ALL
    SELECT
        NULL, 3, r.created_at, r.id, NULL, r.amount, NULL,
        NULL, CASE WHEN r.deleted_at IS NOT NULL OR p.deleted_at IS NOT NULL
            THEN 'deleted_payment' ELSE 'payment_of_no_order' END
    FROM refund AS r
    LEFT JOIN payment AS p ON p.id = r.payment_id
    WHERE r.deleted_at IS NOT NULL OR p.deleted_at IS NOT NULL OR NOT EXISTS (
        SELECT 1 FROM order_payment_collection AS x
        WHERE x.payment_collection_id = p.payment_collection_id AND x.deleted_at IS NULL)
)
SELECT
    r.parent,
    r.id AS key,
    r.skip,
    CASE WHEN r.kept -> 'payment' IS NOT NULL THEN r.kept ->> 'payment' ELSE r.payment_id END AS payment,
    trim_scale(r.amount) AS amount,
    r.kept ->> 'items' AS items,
    r.kept ->> 'shipping' AS shipping,
    r.kept ->> 'adjustment' AS adjustment,
    nullif(r.kept -> 'lines', 'null') AS lines,
    CASE WHEN r.kept -> 'destination' IS NOT NULL THEN r.kept ->> 'destination' ELSE 'original' END AS destination,
    r.note AS reason,
    CASE WHEN r.kept -> 'state' IS NOT NULL THEN r.kept ->> 'state' ELSE 'succeeded' END AS state,
    r.kept ->> 'provider_txn' AS provider_txn,
    CASE WHEN r.kept -> 'at' IS NOT NULL THEN (r.kept ->> 'at')::timestamptz ELSE r.created_at END AS at
FROM refunds AS r
WHERE /*keys r.parent COLLATE "C"*/
ORDER BY r.parent COLLATE "C", r.rank, r.created_at, r.id COLLATE "C"
