SELECT
    x."fulfillmentId" AS parent,
    x.id AS key,
    l."orderId" AS "order",
    x."orderLineId" AS order_line,
    x.quantity AS qty
FROM order_line_reference AS x
LEFT JOIN order_line AS l ON l.id = x."orderLineId"
WHERE x.discriminator = 'FulfillmentLine' AND /*keys x."fulfillmentId"*/
ORDER BY x."fulfillmentId", x.id
