SELECT e.idempotency_key
FROM stage_debit s
JOIN points_entries e ON e.idempotency_key = s.idempotency_key
WHERE e.state = 'booked'
