-- A fulfilment has one carrier (`method`), at most one tracking code, and no dates but its creation. What Storefold wrote stands
-- in a private note of its order and is believed while the columns are as they were (write/shipment.sql).
SELECT
    f.id AS key,
    coalesce((
        SELECT json_agg(s.code ORDER BY s.id) FROM (
            SELECT DISTINCT h.id, h.code
            FROM order_fulfillments_fulfillment AS x
            JOIN order_channels_channel AS oc ON oc."orderId" = x."orderId"
            JOIN channel AS h ON h.id = oc."channelId"
            WHERE x."fulfillmentId" = f.id) AS s), '[]') AS sites,
    CASE WHEN n.note IS NULL THEN nullif(f.method, '') ELSE n.note ->> 'method' END AS method,
    CASE WHEN n.note IS NULL THEN f."createdAt" ELSE (n.note ->> 'created_at')::timestamptz AT TIME ZONE 'UTC' END AS created_at,
    (n.note ->> 'shipped_at')::timestamptz AT TIME ZONE 'UTC' AS shipped_at,
    (n.note ->> 'delivered_at')::timestamptz AT TIME ZONE 'UTC' AS delivered_at,
    CASE WHEN n.note IS NULL THEN lower(f.state) ELSE n.note ->> 'state' END AS state,
    nullif(n.note -> 'destination', 'null') AS destination,
    f."handlerCode" AS x_handler_code
FROM fulfillment AS f
LEFT JOIN LATERAL (
    SELECT h.data::jsonb -> 'storefold' AS note
    FROM order_fulfillments_fulfillment AS x
    JOIN history_entry AS h ON h."orderId" = x."orderId"
    WHERE
        x."fulfillmentId" = f.id AND h.type = 'ORDER_NOTE' AND h.data LIKE '{"storefold":{"shipment":' || f.id || ',%'
        AND h.data::jsonb #>> '{storefold,as}' = f.state || '|' || f.method || '|' || f."trackingCode"
    LIMIT 1) AS n ON true
WHERE /*keys f.id*/
ORDER BY f.id
