SELECT
    order_id AS parent, id AS key, payment_id AS payment, amount, items, shipping, adjustment, lines,
    destination, reason, state, provider_txn, at
FROM order_refunds
WHERE /*keys order_id*/
ORDER BY order_id, position, id
