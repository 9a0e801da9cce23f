-- A refund hangs on its payment. `total` is what was paid back; where the shop gave an amount instead of lines, the
-- split into items, shipping and adjustment is all zero.
SELECT
    p.orderId AS parent,
    r.id AS key,
    r.paymentId AS payment,
    r.total AS amount,
    r.items,
    r.shipping,
    r.adjustment,
    (
        SELECT nullif(json_group_array(json_object('line', s.orderLineId, 'qty', s.quantity)), '[]') FROM (
            SELECT x.orderLineId, x.quantity FROM order_line_reference AS x WHERE x.refundId = r.id ORDER BY x.id) AS s
    ) AS lines,
    'original' AS destination,
    nullif(r.reason, '') AS reason,
    lower(r.state) AS state,
    nullif(r.transactionId, '') AS provider_txn,
    r.createdAt AS at
FROM refund AS r
LEFT JOIN payment AS p ON p.id = r.paymentId
WHERE /*keys p.orderId*/
ORDER BY p.orderId, r.id
