SELECT
    shipment_id AS parent, id AS "key", parcel_id AS parcel, at, status, raw_code, raw_text, location
FROM tracking_events
WHERE /*keys shipment_id*/
ORDER BY shipment_id, position, id
