-- A refund hangs on a payment. Where the source does not say on which, it is the first of the order; an order without any
-- gets one over nothing, which the read file leaves out.
INSERT INTO payment (id, createdAt, updatedAt, method, state, metadata, amount, orderId)
SELECT
    n.highest + row_number() OVER (ORDER BY s.parent_id), '1970-01-01 00:00:00', '1970-01-01 00:00:00', 'storefold', 'Settled',
    '{"storefold":{"placeholder":true}}', 0, s.parent_id
FROM (SELECT DISTINCT parent_id FROM stage_order_refund WHERE payment_id IS NULL) AS s
CROSS JOIN (
    SELECT max(
        coalesce((SELECT max(id) FROM payment), 0),
        coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'payment'), 0)) AS highest) AS n
WHERE NOT EXISTS (SELECT 1 FROM payment AS p WHERE p.orderId = s.parent_id);

INSERT INTO refund (id, method, state, metadata, paymentId, items, shipping, adjustment, total)
SELECT
    s.id, '', 'Settled', '{}',
    coalesce(s.payment_id, (SELECT min(p.id) FROM payment AS p WHERE p.orderId = s.parent_id)), 0, 0, 0, 0
FROM stage_order_refund AS s
WHERE s.is_new = 1;

UPDATE refund
SET
    createdAt = coalesce(replace(replace(s.at, 'T', ' '), '000Z', ''), '1970-01-01 00:00:00'),
    updatedAt = coalesce(replace(replace(s.at, 'T', ' '), '000Z', ''), '1970-01-01 00:00:00'),
    paymentId = coalesce(s.payment_id, (SELECT min(p.id) FROM payment AS p WHERE p.orderId = s.parent_id)),
    method = coalesce((SELECT p.method FROM payment AS p WHERE p.id = s.payment_id), ''),
    total = s.amount, items = coalesce(s.items, 0), shipping = coalesce(s.shipping, 0),
    adjustment = coalesce(s.adjustment, 0), reason = s.reason, transactionId = s.provider_txn,
    state = CASE
        WHEN s.state IN ('pending', 'waiting', 'created') THEN 'Pending'
        WHEN s.state IN ('failed', 'declined', 'refused', 'error') THEN 'Failed'
        ELSE 'Settled'
    END
FROM stage_order_refund AS s
WHERE refund.id = s.id;

UPDATE refund
SET metadata = json_object('storefold', json_object(
    'as', r.state, 'state', s.state, 'destination', s.destination, 'lines', json(s.lines),
    'no_payment', s.payment_id IS NULL, 'no_items', s.items IS NULL, 'no_shipping', s.shipping IS NULL,
    'no_adjustment', s.adjustment IS NULL, 'no_at', s.at IS NULL))
FROM stage_order_refund AS s
JOIN refund AS r ON r.id = s.id
WHERE refund.id = s.id;
