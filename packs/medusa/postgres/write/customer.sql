-- What Medusa has a column for stands there; the rest under metadata.storefold.
INSERT INTO customer (id, company_name, first_name, last_name, email, phone, has_account, metadata, created_at, updated_at)
SELECT
    s.id, s.company, s.first_name, s.last_name, s.email, s.phone, s.kind = 'registered', '{"storefold": {}}',
    coalesce(s.created_at, now()), coalesce(s.created_at, now())
FROM stage_customer AS s
WHERE s.is_new = 1;

UPDATE customer AS c
SET
    company_name = s.company, first_name = s.first_name, last_name = s.last_name, email = s.email, phone = s.phone,
    has_account = s.kind = 'registered', created_at = coalesce(s.created_at, c.created_at),
    metadata = coalesce(c.metadata, '{}') || jsonb_build_object('storefold',
        jsonb_strip_nulls(jsonb_build_object(
            'email_verified_at', s.email_verified_at, 'phone_verified_at', s.phone_verified_at, 'title', s.title,
            'locale', s.locale, 'tz', s.tz, 'status', nullif(s.status, 'active'), 'last_login_at', s.last_login_at,
            'note', s.note, 'staff', s.staff))
        || CASE WHEN s.tax_ids IS NULL THEN '{}' ELSE jsonb_build_object('tax_ids', s.tax_ids) END
        || CASE WHEN s.created_at IS NULL THEN '{"created_at": null}'::jsonb ELSE '{}' END
        || CASE WHEN s.groups IS NULL OR (jsonb_typeof(s.groups) = 'array' AND s.groups <> '[]'
                AND NOT jsonb_path_exists(s.groups, '$[*] ? (@.type() != "string")'))
            THEN '{}' ELSE jsonb_build_object('groups', s.groups) END)
FROM stage_customer AS s
WHERE c.id = s.id;

-- Groups by name; one that the shop has already is the same group.
INSERT INTO customer_group (id, name, metadata)
SELECT DISTINCT 'cusgroup_' || upper(left(encode(sha256(convert_to(g.name, 'UTF8')), 'hex'), 26)), g.name, '{"storefold": {}}'::jsonb
FROM stage_customer AS s
CROSS JOIN LATERAL jsonb_array_elements_text(CASE WHEN jsonb_typeof(s.groups) = 'array'
    AND NOT jsonb_path_exists(s.groups, '$[*] ? (@.type() != "string")') THEN s.groups END) AS g(name)
WHERE NOT EXISTS (SELECT 1 FROM customer_group AS x WHERE x.name = g.name AND x.deleted_at IS NULL)
ON CONFLICT DO NOTHING;

DELETE FROM customer_group_customer AS x USING stage_customer AS s WHERE s.is_new = 0 AND x.customer_id = s.id;

INSERT INTO customer_group_customer (id, customer_id, customer_group_id, metadata)
SELECT
    'cusgc_' || substr(s.id, 5) || '_' || g.position, s.id, x.id,
    jsonb_build_object('storefold_position', g.position)
FROM stage_customer AS s
CROSS JOIN LATERAL jsonb_array_elements_text(CASE WHEN jsonb_typeof(s.groups) = 'array'
    AND NOT jsonb_path_exists(s.groups, '$[*] ? (@.type() != "string")') THEN s.groups END)
    WITH ORDINALITY AS g(name, position)
JOIN customer_group AS x ON x.name = g.name AND x.deleted_at IS NULL;

-- An account whose password cannot move gets a login without one: Medusa resets passwords only of logins that exist, and
-- refuses to register an address again that has an account.
INSERT INTO auth_identity (id, app_metadata)
SELECT 'authid_' || substr(s.id, 5), jsonb_build_object('customer_id', s.id)
FROM stage_customer AS s
WHERE s.kind = 'registered' AND s.email IS NOT NULL AND s.status <> 'held'
    AND NOT EXISTS (SELECT 1 FROM stage_customer_credential AS k WHERE k.parent_id = s.id)
    AND NOT EXISTS (SELECT 1 FROM provider_identity AS p WHERE p.entity_id = s.email AND p.provider = 'emailpass')
    AND NOT EXISTS (SELECT 1 FROM provider_identity AS p WHERE p.id = substr(s.id, 5))
    AND (s.is_new = 1 OR NOT EXISTS (SELECT 1 FROM auth_identity AS a WHERE a.app_metadata ->> 'customer_id' = s.id))
ON CONFLICT DO NOTHING;

INSERT INTO provider_identity (id, entity_id, provider, auth_identity_id, provider_metadata, user_metadata)
SELECT substr(s.id, 5), s.email, 'emailpass', a.id, '{}', '{"storefold": {"stub": true}}'
FROM stage_customer AS s
JOIN auth_identity AS a ON a.id = 'authid_' || substr(s.id, 5)
ON CONFLICT DO NOTHING;

UPDATE provider_identity AS p
SET entity_id = s.email
FROM stage_customer AS s
WHERE s.is_new = 0 AND p.id = substr(s.id, 5) AND s.email IS NOT NULL AND p.entity_id <> s.email;
