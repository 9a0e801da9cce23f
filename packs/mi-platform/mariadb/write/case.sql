INSERT INTO cases (
    id, kind, number, order_id, customer_id, state, requested_resolution, labels, deadline_at, created_at)
SELECT
    id, kind, number, order_id, customer_id, state, requested_resolution, labels, deadline_at, created_at
FROM stage_case
WHERE is_new = 1
ORDER BY id;

UPDATE cases AS t JOIN stage_case AS s ON s.id = t.id
SET
    t.kind = s.kind, t.number = s.number, t.order_id = s.order_id, t.customer_id = s.customer_id,
    t.state = s.state, t.requested_resolution = s.requested_resolution, t.labels = s.labels,
    t.deadline_at = s.deadline_at, t.created_at = s.created_at
WHERE s.is_new = 0;
