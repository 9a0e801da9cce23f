-- A fulfilment has one carrier (`method`), at most one tracking code, and no dates but its creation. What Storefold wrote stands
-- in a private note of its order and is believed while the columns are as they were (write/shipment.sql).
WITH noted AS MATERIALIZED (
    SELECT
        f.id,
        (
            SELECT CASE
                WHEN json_extract(h.data, '$.storefold.as') = f.state || '|' || f.method || '|' || f.trackingCode
                    THEN json_extract(h.data, '$.storefold')
            END
            FROM order_fulfillments_fulfillment AS x
            JOIN history_entry AS h ON h.orderId = x.orderId
            WHERE
                x.fulfillmentId = f.id AND h.type = 'ORDER_NOTE'
                AND h.data LIKE '{"storefold":{"shipment":' || f.id || ',%'
            LIMIT 1
        ) AS note
    FROM fulfillment AS f
    WHERE /*keys f.id*/
    ORDER BY f.id /*limit*/
)
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
    iif(n.note IS NULL, nullif(f.method, ''), json_extract(n.note, '$.method')) AS method,
    iif(n.note IS NULL, f.createdAt, json_extract(n.note, '$.created_at')) AS created_at,
    json_extract(n.note, '$.shipped_at') AS shipped_at,
    json_extract(n.note, '$.delivered_at') AS delivered_at,
    iif(n.note IS NULL, lower(f.state), json_extract(n.note, '$.state')) AS state,
    json_extract(n.note, '$.destination') AS destination,
    f.handlerCode AS x_handler_code
FROM noted AS n
JOIN fulfillment AS f ON f.id = n.id
ORDER BY n.id
