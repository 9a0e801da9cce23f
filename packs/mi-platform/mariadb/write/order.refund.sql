INSERT INTO order_refunds (
    id, order_id, position, payment_id, amount, items, shipping, adjustment, `lines`, destination, reason, state,
    provider_txn, at)
SELECT
    id, parent_id, ordinal, payment_id, amount, items, shipping, adjustment, `lines`, destination, reason, state,
    provider_txn, at
FROM stage_order_refund
WHERE is_new = 1
ORDER BY id;

UPDATE order_refunds AS t JOIN stage_order_refund AS s ON s.id = t.id
SET
    t.order_id = s.parent_id, t.position = s.ordinal, t.payment_id = s.payment_id, t.amount = s.amount,
    t.items = s.items, t.shipping = s.shipping, t.adjustment = s.adjustment, t.`lines` = s.`lines`,
    t.destination = s.destination, t.reason = s.reason, t.state = s.state, t.provider_txn = s.provider_txn,
    t.at = s.at
WHERE s.is_new = 0;
