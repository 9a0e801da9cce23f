INSERT INTO order_payments (
    id, order_id, position, method, provider, provider_txn, kind, amount, state, at, card_brand, last4)
SELECT
    id, parent_id, ordinal, method, provider, provider_txn, kind, amount, state, at, card_brand, last4
FROM stage_order_payment
WHERE is_new = 1
ORDER BY id;

UPDATE order_payments
SET
    order_id = s.parent_id, position = s.ordinal, method = s.method, provider = s.provider,
    provider_txn = s.provider_txn, kind = s.kind, amount = s.amount, state = s.state, at = s.at,
    card_brand = s.card_brand, last4 = s.last4
FROM stage_order_payment AS s
WHERE s.is_new = 0 AND order_payments.id = s.id;
