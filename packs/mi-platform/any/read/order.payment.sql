SELECT
    order_id AS parent, id AS "key", method, provider, provider_txn, kind, amount, state, at, card_brand, last4
FROM order_payments
WHERE /*keys order_id*/
ORDER BY order_id, position, id
