SELECT
    shipment_id AS parent, id AS "key", carrier_code, carrier_name, tracking_no, url
FROM parcels
WHERE /*keys shipment_id*/
ORDER BY shipment_id, position, id
