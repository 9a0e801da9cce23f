-- A fulfilment has one carrier (`method`), at most one tracking code, and no dates but its creation.
SELECT
    f.id AS key,
    (
        SELECT json_group_array(s.code) FROM (
            SELECT DISTINCT h.id, h.code
            FROM order_fulfillments_fulfillment AS x
            JOIN order_channels_channel AS oc ON oc.orderId = x.orderId
            JOIN channel AS h ON h.id = oc.channelId
            WHERE x.fulfillmentId = f.id ORDER BY h.id) AS s
    ) AS sites,
    nullif(f.method, '') AS method,
    f.createdAt AS created_at,
    lower(f.state) AS state,
    f.handlerCode AS x_handler_code
FROM fulfillment AS f
WHERE /*keys f.id*/
ORDER BY f.id
