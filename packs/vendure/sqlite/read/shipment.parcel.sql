SELECT
    f.id AS parent,
    f.id AS key,
    nullif(f.method, '') AS carrier_name,
    f.trackingCode AS tracking_no
FROM fulfillment AS f
WHERE f.trackingCode <> '' AND /*keys f.id*/
ORDER BY f.id
