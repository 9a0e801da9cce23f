INSERT INTO customer_credentials (
    id, customer_id, position, scheme, encoded, params, provider, subject)
SELECT
    id, parent_id, ordinal, scheme, encoded, params, provider, subject
FROM stage_customer_credential
WHERE is_new = 1
ORDER BY id;

UPDATE customer_credentials AS t JOIN stage_customer_credential AS s ON s.id = t.id
SET
    t.customer_id = s.parent_id, t.position = s.ordinal, t.scheme = s.scheme, t.encoded = s.encoded,
    t.params = s.params, t.provider = s.provider, t.subject = s.subject
WHERE s.is_new = 0;
