-- A refund hangs on its payment. `total` is what was paid back; where the shop gave an amount instead of lines, the
-- split into items, shipping and adjustment is all zero. The second half is refunds whose payment is gone; it starts
-- from one row without a parent, so that it costs nothing where parents are asked for.
WITH refunds AS (
    SELECT
        p.orderId AS parent, r.id, r.paymentId, r.total, r.items, r.shipping, r.adjustment, r.reason, r.state,
        r.transactionId, r.createdAt,
        CASE WHEN json_valid(r.metadata) THEN json_extract(r.metadata, '$.storefold') END AS note
    FROM payment AS p
    JOIN refund AS r ON r.paymentId = p.id
    UNION ALL
    SELECT
        n.parent, r.id, r.paymentId, r.total, r.items, r.shipping, r.adjustment, r.reason, r.state,
        r.transactionId, r.createdAt,
        CASE WHEN json_valid(r.metadata) THEN json_extract(r.metadata, '$.storefold') END AS note
    FROM (SELECT CAST(NULL AS INTEGER) AS parent) AS n
    CROSS JOIN refund AS r
    WHERE NOT EXISTS (SELECT 1 FROM payment AS p WHERE p.id = r.paymentId)
)
SELECT
    r.parent,
    r.id AS key,
    iif(json_extract(r.note, '$.no_payment'), NULL, r.paymentId) AS payment,
    r.total AS amount,
    iif(json_extract(r.note, '$.no_items') AND r.items = 0, NULL, r.items) AS items,
    iif(json_extract(r.note, '$.no_shipping') AND r.shipping = 0, NULL, r.shipping) AS shipping,
    iif(json_extract(r.note, '$.no_adjustment') AND r.adjustment = 0, NULL, r.adjustment) AS adjustment,
    iif(r.note IS NOT NULL, json_extract(r.note, '$.lines'), (
        SELECT nullif(json_group_array(json_object('line', s.orderLineId, 'qty', s.quantity)), '[]') FROM (
            SELECT x.orderLineId, x.quantity FROM order_line_reference AS x WHERE x.refundId = r.id ORDER BY x.id) AS s
    )) AS lines,
    iif(r.note IS NOT NULL, json_extract(r.note, '$.destination'), 'original') AS destination,
    nullif(r.reason, '') AS reason,
    iif(json_extract(r.note, '$.as') = r.state, json_extract(r.note, '$.state'), lower(r.state)) AS state,
    nullif(r.transactionId, '') AS provider_txn,
    iif(json_extract(r.note, '$.no_at'), NULL, r.createdAt) AS at
FROM refunds AS r
WHERE /*keys r.parent*/
ORDER BY r.parent, r.id
