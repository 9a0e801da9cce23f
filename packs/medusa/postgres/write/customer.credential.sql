-- A login by e-mail and password (emailpass). The login without a password that an earlier run may have left gives way.
DELETE FROM auth_identity AS a
USING stage_customer_credential AS s
WHERE a.id = 'authid_' || substr(s.parent_id, 5);

INSERT INTO auth_identity (id, app_metadata)
SELECT 'authid_' || s.id, jsonb_build_object('customer_id', s.parent_id)
FROM stage_customer_credential AS s
WHERE s.is_new = 1;

INSERT INTO provider_identity (id, entity_id, provider, auth_identity_id)
SELECT s.id, coalesce(s.subject, c.email, s.id), 'emailpass', 'authid_' || s.id
FROM stage_customer_credential AS s
JOIN customer AS c ON c.id = s.parent_id
WHERE s.is_new = 1;

UPDATE provider_identity AS p
SET
    entity_id = coalesce(s.subject, c.email, s.id),
    provider_metadata = jsonb_build_object('password', s.encoded)
        || CASE WHEN s.params IS NULL THEN '{}' ELSE jsonb_build_object('storefold', jsonb_build_object('params', s.params)) END
FROM stage_customer_credential AS s
JOIN customer AS c ON c.id = s.parent_id
WHERE p.id = s.id;
