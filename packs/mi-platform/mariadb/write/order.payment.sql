INSERT INTO order_payments (
    id, order_id, position, method, provider, provider_txn, kind, amount, state, at, card_brand, last4)
SELECT
    id, parent_id, ordinal, method, provider, provider_txn, kind, amount, state, at, card_brand, last4
FROM stage_order_payment
WHERE is_new = 1
ORDER BY id;

UPDATE order_payments AS t JOIN stage_order_payment AS s ON s.id = t.id
SET
    t.order_id = s.parent_id, t.position = s.ordinal, t.method = s.method, t.provider = s.provider,
    t.provider_txn = s.provider_txn, t.kind = s.kind, t.amount = s.amount, t.state = s.state, t.at = s.at,
    t.card_brand = s.card_brand, t.last4 = s.last4
WHERE s.is_new = 0;
