INSERT INTO tracking_events (
    id, shipment_id, position, parcel_id, at, status, raw_code, raw_text, location)
SELECT
    id, parent_id, ordinal, parcel_id, at, status, raw_code, raw_text, location
FROM stage_shipment_event
WHERE is_new = 1
ORDER BY id;

UPDATE tracking_events AS t JOIN stage_shipment_event AS s ON s.id = t.id
SET
    t.shipment_id = s.parent_id, t.position = s.ordinal, t.parcel_id = s.parcel_id, t.at = s.at,
    t.status = s.status, t.raw_code = s.raw_code, t.raw_text = s.raw_text, t.location = s.location
WHERE s.is_new = 0;
