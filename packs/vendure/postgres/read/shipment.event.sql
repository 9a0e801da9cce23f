-- Vendure knows no tracking events; Storefold keeps them in the note of the shipment (write/shipment.sql).
SELECT
    x."fulfillmentId" AS parent,
    k.value ->> 'id' AS key,
    k.value ->> 'parcel' AS parcel,
    (k.value ->> 'at')::timestamptz AT TIME ZONE 'UTC' AS at,
    (k.value ->> 'offset_minutes')::bigint AS offset_minutes,
    k.value ->> 'status' AS status,
    k.value ->> 'raw_code' AS raw_code,
    k.value ->> 'raw_text' AS raw_text,
    k.value ->> 'location' AS location
FROM order_fulfillments_fulfillment AS x
JOIN history_entry AS h ON h."orderId" = x."orderId"
CROSS JOIN LATERAL jsonb_array_elements(h.data::jsonb #> '{storefold,events}') WITH ORDINALITY AS k(value, at)
WHERE
    h.type = 'ORDER_NOTE' AND h.data LIKE '{"storefold":{"shipment":' || x."fulfillmentId" || ',%'
    AND /*keys x."fulfillmentId"*/
ORDER BY x."fulfillmentId", k.at
