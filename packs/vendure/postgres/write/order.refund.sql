-- A refund hangs on a payment. Where the source does not say on which, it is the first of the order; an order without any
-- gets one over nothing, which the read file leaves out.
INSERT INTO payment ("createdAt", "updatedAt", method, state, metadata, amount, "orderId")
SELECT timestamp '1970-01-01', timestamp '1970-01-01', 'storefold', 'Settled', '{"storefold":{"placeholder":true}}', 0, s.parent_id
FROM (SELECT DISTINCT parent_id FROM stage_order_refund WHERE payment_id IS NULL) AS s
WHERE NOT EXISTS (SELECT 1 FROM payment AS p WHERE p."orderId" = s.parent_id);

INSERT INTO refund (id, method, state, metadata, "paymentId", items, shipping, adjustment, total)
SELECT
    s.id, '', 'Settled', '{}',
    coalesce(s.payment_id, (SELECT min(p.id) FROM payment AS p WHERE p."orderId" = s.parent_id)), 0, 0, 0, 0
FROM stage_order_refund AS s
WHERE s.is_new = 1;

UPDATE refund
SET
    "createdAt" = coalesce(s.at AT TIME ZONE 'UTC', timestamp '1970-01-01'), "updatedAt" = coalesce(s.at AT TIME ZONE 'UTC', timestamp '1970-01-01'),
    "paymentId" = coalesce(s.payment_id, (SELECT min(p.id) FROM payment AS p WHERE p."orderId" = s.parent_id)),
    method = coalesce((SELECT p.method FROM payment AS p WHERE p.id = s.payment_id), ''),
    total = s.amount, items = coalesce(s.items, 0), shipping = coalesce(s.shipping, 0),
    adjustment = coalesce(s.adjustment, 0), reason = s.reason, "transactionId" = s.provider_txn,
    state = CASE
        WHEN s.state IN ('pending', 'waiting', 'created') THEN 'Pending'
        WHEN s.state IN ('failed', 'declined', 'refused', 'error') THEN 'Failed'
        ELSE 'Settled'
    END
FROM stage_order_refund AS s
WHERE refund.id = s.id;

UPDATE refund
SET metadata = jsonb_build_object('storefold', jsonb_build_object(
    'as', r.state, 'state', s.state, 'destination', s.destination, 'lines', s.lines,
    'no_payment', s.payment_id IS NULL, 'no_items', s.items IS NULL, 'no_shipping', s.shipping IS NULL,
    'no_adjustment', s.adjustment IS NULL, 'no_at', s.at IS NULL))::text
FROM stage_order_refund AS s
JOIN refund AS r ON r.id = s.id
WHERE refund.id = s.id;
