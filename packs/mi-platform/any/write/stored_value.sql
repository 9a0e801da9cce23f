INSERT INTO stored_values (
    id, kind, code, currency, initial, balance, held, expires_at, owner_customer_id, recipient_email, state)
SELECT
    id, kind, code, currency, initial, balance, held, expires_at, owner_id, recipient_email, state
FROM stage_stored_value
WHERE is_new = 1
ORDER BY id;

UPDATE stored_values
SET
    kind = s.kind, code = s.code, currency = s.currency, initial = s.initial, balance = s.balance,
    held = s.held, expires_at = s.expires_at, owner_customer_id = s.owner_id,
    recipient_email = s.recipient_email, state = s.state
FROM stage_stored_value AS s
WHERE s.is_new = 0 AND stored_values.id = s.id;
