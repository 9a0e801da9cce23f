SELECT
    id AS "key", 'mi' AS sites, kind, code, currency, initial, balance, held, expires_at,
    owner_customer_id AS owner, recipient_email, state
FROM stored_values
WHERE /*keys id*/
ORDER BY id
