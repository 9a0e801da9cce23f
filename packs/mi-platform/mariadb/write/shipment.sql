INSERT INTO shipments (
    id, method, created_at, shipped_at, delivered_at, state, destination)
SELECT
    id, method, created_at, shipped_at, delivered_at, state, destination
FROM stage_shipment
WHERE is_new = 1
ORDER BY id;

UPDATE shipments AS t JOIN stage_shipment AS s ON s.id = t.id
SET
    t.method = s.method, t.created_at = s.created_at, t.shipped_at = s.shipped_at,
    t.delivered_at = s.delivered_at, t.state = s.state, t.destination = s.destination
WHERE s.is_new = 0;
