SELECT p.shipment_id AS parent,
       p.id AS "key",
       p.carrier AS carrier_code,
       p.carrier_name,
       p.tracking_no,
       p.tracking_url AS url,
       p.grams AS weight_g
FROM parcels p
WHERE /*keys p.shipment_id*/
ORDER BY p.shipment_id, p.id
