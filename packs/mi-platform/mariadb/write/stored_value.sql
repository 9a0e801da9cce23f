INSERT INTO stored_values (
    id, kind, code, currency, initial, balance, held, expires_at, owner_customer_id, recipient_email, state)
SELECT
    id, kind, code, currency, initial, balance, held, expires_at, owner_id, recipient_email, state
FROM stage_stored_value
WHERE is_new = 1
ORDER BY id;

UPDATE stored_values AS t JOIN stage_stored_value AS s ON s.id = t.id
SET
    t.kind = s.kind, t.code = s.code, t.currency = s.currency, t.initial = s.initial, t.balance = s.balance,
    t.held = s.held, t.expires_at = s.expires_at, t.owner_customer_id = s.owner_id,
    t.recipient_email = s.recipient_email, t.state = s.state
WHERE s.is_new = 0;
