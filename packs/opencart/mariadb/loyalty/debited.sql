SELECT DISTINCT s.idempotency_key
FROM stage_debit AS s
JOIN oc_customer_reward AS x ON x.description LIKE CONCAT('%<!--', s.idempotency_key, '-->')
