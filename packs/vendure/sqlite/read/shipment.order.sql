-- The join table has no id of its own: the pair is the key.
SELECT
    x.fulfillmentId AS parent,
    x.orderId || ':' || x.fulfillmentId AS key,
    x.orderId AS "order"
FROM order_fulfillments_fulfillment AS x
WHERE /*keys x.fulfillmentId*/
ORDER BY x.fulfillmentId, x.orderId
