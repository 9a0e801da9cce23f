INSERT INTO parcels (
    id, shipment_id, position, carrier_code, carrier_name, tracking_no, url)
SELECT
    id, parent_id, ordinal, carrier_code, carrier_name, tracking_no, url
FROM stage_shipment_parcel
WHERE is_new = 1
ORDER BY id;

UPDATE parcels AS t JOIN stage_shipment_parcel AS s ON s.id = t.id
SET
    t.shipment_id = s.parent_id, t.position = s.ordinal, t.carrier_code = s.carrier_code,
    t.carrier_name = s.carrier_name, t.tracking_no = s.tracking_no, t.url = s.url
WHERE s.is_new = 0;
