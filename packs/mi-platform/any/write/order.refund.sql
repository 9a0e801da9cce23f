INSERT INTO order_refunds (
    id, order_id, position, payment_id, amount, items, shipping, adjustment, lines, destination, reason, state,
    provider_txn, at)
SELECT
    id, parent_id, ordinal, payment_id, amount, items, shipping, adjustment, lines, destination, reason, state,
    provider_txn, at
FROM stage_order_refund
WHERE is_new = 1
ORDER BY id;

UPDATE order_refunds
SET
    order_id = s.parent_id, position = s.ordinal, payment_id = s.payment_id, amount = s.amount, items = s.items,
    shipping = s.shipping, adjustment = s.adjustment, lines = s.lines, destination = s.destination,
    reason = s.reason, state = s.state, provider_txn = s.provider_txn, at = s.at
FROM stage_order_refund AS s
WHERE s.is_new = 0 AND order_refunds.id = s.id;
