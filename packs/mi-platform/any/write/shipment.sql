INSERT INTO shipments (
    id, method, created_at, shipped_at, delivered_at, state, destination)
SELECT
    id, method, created_at, shipped_at, delivered_at, state, destination
FROM stage_shipment
WHERE is_new = 1
ORDER BY id;

UPDATE shipments
SET
    method = s.method, created_at = s.created_at, shipped_at = s.shipped_at, delivered_at = s.delivered_at,
    state = s.state, destination = s.destination
FROM stage_shipment AS s
WHERE s.is_new = 0 AND shipments.id = s.id;
