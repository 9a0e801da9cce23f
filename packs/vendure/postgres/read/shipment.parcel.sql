-- One tracking code is one parcel; of a shipment that Storefold wrote the note knows them (write/shipment.sql).
SELECT
    f.id AS parent,
    CASE WHEN n.parcels IS NULL THEN f.id::text ELSE k.value ->> 'id' END AS key,
    k.value ->> 'carrier_code' AS carrier_code,
    CASE WHEN n.parcels IS NULL THEN nullif(f.method, '') ELSE k.value ->> 'carrier_name' END AS carrier_name,
    CASE WHEN n.parcels IS NULL THEN f."trackingCode" ELSE k.value ->> 'tracking_no' END AS tracking_no,
    k.value ->> 'url' AS url,
    (k.value ->> 'weight_g')::bigint AS weight_g
FROM fulfillment AS f
LEFT JOIN LATERAL (
    SELECT h.data::jsonb #> '{storefold,parcels}' AS parcels
    FROM order_fulfillments_fulfillment AS x
    JOIN history_entry AS h ON h."orderId" = x."orderId"
    WHERE
        x."fulfillmentId" = f.id AND h.type = 'ORDER_NOTE' AND h.data LIKE '{"storefold":{"shipment":' || f.id || ',%'
        AND h.data::jsonb #>> '{storefold,as}' = f.state || '|' || f.method || '|' || f."trackingCode"
    LIMIT 1) AS n ON true
LEFT JOIN LATERAL jsonb_array_elements(n.parcels) WITH ORDINALITY AS k(value, at) ON true
WHERE (k.value IS NOT NULL OR (n.parcels IS NULL AND f."trackingCode" <> '')) AND /*keys f.id*/
ORDER BY f.id, k.at
