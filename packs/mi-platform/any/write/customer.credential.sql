INSERT INTO customer_credentials (
    id, customer_id, position, scheme, encoded, params, provider, subject)
SELECT
    id, parent_id, ordinal, scheme, encoded, params, provider, subject
FROM stage_customer_credential
WHERE is_new = 1
ORDER BY id;

UPDATE customer_credentials
SET
    customer_id = s.parent_id, position = s.ordinal, scheme = s.scheme, encoded = s.encoded, params = s.params,
    provider = s.provider, subject = s.subject
FROM stage_customer_credential AS s
WHERE s.is_new = 0 AND customer_credentials.id = s.id;
