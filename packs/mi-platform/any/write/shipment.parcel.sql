INSERT INTO parcels (
    id, shipment_id, position, carrier_code, carrier_name, tracking_no, url)
SELECT
    id, parent_id, ordinal, carrier_code, carrier_name, tracking_no, url
FROM stage_shipment_parcel
WHERE is_new = 1
ORDER BY id;

UPDATE parcels
SET
    shipment_id = s.parent_id, position = s.ordinal, carrier_code = s.carrier_code,
    carrier_name = s.carrier_name, tracking_no = s.tracking_no, url = s.url
FROM stage_shipment_parcel AS s
WHERE s.is_new = 0 AND parcels.id = s.id;
