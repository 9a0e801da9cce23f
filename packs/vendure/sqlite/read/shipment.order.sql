-- The join table has no id of its own: the pair is the key, but where Storefold noted one (write/shipment.sql).
SELECT
    x.fulfillmentId AS parent,
    coalesce(
        (
            SELECT json_extract(k.value, '$.id')
            FROM order_fulfillments_fulfillment AS y
            JOIN history_entry AS h ON h.orderId = y.orderId
            JOIN json_each(h.data, '$.storefold.orders') AS k
            WHERE
                y.fulfillmentId = x.fulfillmentId AND h.type = 'ORDER_NOTE'
                AND h.data LIKE '{"storefold":{"shipment":' || x.fulfillmentId || ',%'
                AND json_extract(k.value, '$.order') = x.orderId
            LIMIT 1
        ), x.orderId || ':' || x.fulfillmentId) AS key,
    x.orderId AS "order"
FROM order_fulfillments_fulfillment AS x
WHERE /*keys x.fulfillmentId*/
ORDER BY x.fulfillmentId, x.orderId
