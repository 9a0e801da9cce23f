-- One tracking code is one parcel; of a shipment that Storefold wrote the note knows them (write/shipment.sql).
WITH noted AS MATERIALIZED (
    SELECT
        f.id, f.method, f.trackingCode,
        (
            SELECT CASE
                WHEN json_extract(h.data, '$.storefold.as') = f.state || '|' || f.method || '|' || f.trackingCode
                    THEN json_extract(h.data, '$.storefold.parcels')
            END
            FROM order_fulfillments_fulfillment AS x
            JOIN history_entry AS h ON h.orderId = x.orderId
            WHERE
                x.fulfillmentId = f.id AND h.type = 'ORDER_NOTE'
                AND h.data LIKE '{"storefold":{"shipment":' || f.id || ',%'
            LIMIT 1
        ) AS parcels
    FROM fulfillment AS f
    WHERE /*keys f.id*/
)
SELECT
    p.parent, p.key, p.carrier_code, p.carrier_name, p.tracking_no, p.url, p.weight_g
FROM (
    SELECT
        n.id AS parent, 0 AS ordinal, CAST(n.id AS TEXT) AS key, NULL AS carrier_code, nullif(n.method, '') AS carrier_name,
        n.trackingCode AS tracking_no, NULL AS url, NULL AS weight_g
    FROM noted AS n
    WHERE n.parcels IS NULL AND n.trackingCode <> ''
    UNION ALL
    SELECT
        n.id, k.key, json_extract(k.value, '$.id'), json_extract(k.value, '$.carrier_code'),
        json_extract(k.value, '$.carrier_name'), json_extract(k.value, '$.tracking_no'), json_extract(k.value, '$.url'),
        json_extract(k.value, '$.weight_g')
    FROM noted AS n
    JOIN json_each(n.parcels) AS k
) AS p
ORDER BY p.parent, p.ordinal
