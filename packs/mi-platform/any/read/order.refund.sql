SELECT
    r.order_id AS parent, r.id AS "key", r.payment_id AS payment, r.amount, r.items, r.shipping, r.adjustment,
    r.lines, r.destination, r.reason, r.state, r.provider_txn, r.at
FROM order_refunds AS r
WHERE /*keys r.order_id*/
ORDER BY r.order_id, r.position, r.id
