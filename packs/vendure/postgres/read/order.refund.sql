-- A refund hangs on its payment. `total` is what was paid back; where the shop gave an amount instead of lines, the
-- split into items, shipping and adjustment is all zero. A refund without its payment cannot be: a foreign key forbids it.
SELECT
    p."orderId" AS parent,
    r.id AS key,
    CASE WHEN (r.note ->> 'no_payment')::boolean THEN NULL ELSE r."paymentId" END AS payment,
    r.total AS amount,
    CASE WHEN (r.note ->> 'no_items')::boolean AND r.items = 0 THEN NULL ELSE r.items END AS items,
    CASE WHEN (r.note ->> 'no_shipping')::boolean AND r.shipping = 0 THEN NULL ELSE r.shipping END AS shipping,
    CASE WHEN (r.note ->> 'no_adjustment')::boolean AND r.adjustment = 0 THEN NULL ELSE r.adjustment END AS adjustment,
    CASE WHEN r.note IS NOT NULL THEN nullif(r.note -> 'lines', 'null') ELSE (
        SELECT jsonb_agg(jsonb_build_object('line', x."orderLineId", 'qty', x.quantity) ORDER BY x.id)
        FROM order_line_reference AS x WHERE x."refundId" = r.id)
    END AS lines,
    CASE WHEN r.note IS NOT NULL THEN r.note ->> 'destination' ELSE 'original' END AS destination,
    nullif(r.reason, '') AS reason,
    CASE WHEN r.note ->> 'as' = r.state THEN r.note ->> 'state' ELSE lower(r.state) END AS state,
    nullif(r."transactionId", '') AS provider_txn,
    CASE WHEN (r.note ->> 'no_at')::boolean THEN NULL ELSE r."createdAt" END AS at
FROM payment AS p
JOIN (SELECT k.*, k.metadata::jsonb -> 'storefold' AS note FROM refund AS k) AS r ON r."paymentId" = p.id
WHERE /*keys p."orderId"*/
ORDER BY p."orderId", r.id
