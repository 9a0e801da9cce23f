INSERT INTO tracking_events (
    id, shipment_id, position, parcel_id, at, status, raw_code, raw_text, location)
SELECT
    id, parent_id, ordinal, parcel_id, at, status, raw_code, raw_text, location
FROM stage_shipment_event
WHERE is_new = 1
ORDER BY id;

UPDATE tracking_events
SET
    shipment_id = s.parent_id, position = s.ordinal, parcel_id = s.parcel_id, at = s.at, status = s.status,
    raw_code = s.raw_code, raw_text = s.raw_text, location = s.location
FROM stage_shipment_event AS s
WHERE s.is_new = 0 AND tracking_events.id = s.id;
