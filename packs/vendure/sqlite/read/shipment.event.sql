-- Vendure knows no tracking events; Storefold keeps them in the note of the shipment (write/shipment.sql).
SELECT
    x.fulfillmentId AS parent,
    json_extract(k.value, '$.id') AS key,
    json_extract(k.value, '$.parcel') AS parcel,
    json_extract(k.value, '$.at') AS at,
    json_extract(k.value, '$.offset_minutes') AS offset_minutes,
    json_extract(k.value, '$.status') AS status,
    json_extract(k.value, '$.raw_code') AS raw_code,
    json_extract(k.value, '$.raw_text') AS raw_text,
    json_extract(k.value, '$.location') AS location
FROM order_fulfillments_fulfillment AS x
JOIN history_entry AS h ON h.orderId = x.orderId
JOIN json_each(h.data, '$.storefold.events') AS k
WHERE
    h.type = 'ORDER_NOTE' AND h.data LIKE '{"storefold":{"shipment":' || x.fulfillmentId || ',%'
    AND /*keys x.fulfillmentId*/
ORDER BY x.fulfillmentId, k.key
