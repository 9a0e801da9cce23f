INSERT INTO cases (
    id, kind, number, order_id, customer_id, state, requested_resolution, labels, deadline_at, created_at)
SELECT
    id, kind, number, order_id, customer_id, state, requested_resolution, labels, deadline_at, created_at
FROM stage_case
WHERE is_new = 1
ORDER BY id;

UPDATE cases
SET
    kind = s.kind, number = s.number, order_id = s.order_id, customer_id = s.customer_id, state = s.state,
    requested_resolution = s.requested_resolution, labels = s.labels, deadline_at = s.deadline_at,
    created_at = s.created_at
FROM stage_case AS s
WHERE s.is_new = 0 AND cases.id = s.id;
