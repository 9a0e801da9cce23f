-- A registered customer has a user with the role of customers and a login by password, if only an empty one by which
-- Vendure lets a new password be set; a guest has neither.
INSERT INTO customer (id, "createdAt", "updatedAt", "firstName", "lastName", "emailAddress")
SELECT s.id, coalesce(s.created_at AT TIME ZONE 'UTC', timestamp '1970-01-01'), coalesce(s.created_at AT TIME ZONE 'UTC', timestamp '1970-01-01'), '', '', ''
FROM stage_customer AS s
WHERE s.is_new = 1;

WITH fresh AS MATERIALIZED (
    SELECT c.id AS customer, c."createdAt", nextval(pg_get_serial_sequence('"user"', 'id')) AS id
    FROM stage_customer AS s
    JOIN customer AS c ON c.id = s.id
    WHERE s.kind <> 'guest' AND c."userId" IS NULL
),
made AS (
    INSERT INTO "user" (id, "createdAt", "updatedAt", identifier)
    SELECT f.id, f."createdAt", f."createdAt", '' FROM fresh AS f
)
UPDATE customer SET "userId" = f.id
FROM fresh AS f
WHERE customer.id = f.customer;

UPDATE customer
SET
    "createdAt" = coalesce(s.created_at AT TIME ZONE 'UTC', timestamp '1970-01-01'),
    title = s.title, "firstName" = coalesce(s.first_name, ''), "lastName" = coalesce(s.last_name, ''),
    "phoneNumber" = s.phone, "emailAddress" = coalesce(s.email, '')
FROM stage_customer AS s
WHERE customer.id = s.id;

UPDATE "user"
SET
    identifier = coalesce(s.email, ''), verified = s.email_verified_at IS NOT NULL,
    "lastLogin" = s.last_login_at AT TIME ZONE 'UTC',
    "deletedAt" = CASE WHEN s.status IN ('disabled', 'deleted') THEN coalesce("user"."deletedAt", timestamp '1970-01-01') END
FROM stage_customer AS s
JOIN customer AS c ON c.id = s.id
WHERE "user".id = c."userId";

UPDATE authentication_method
SET identifier = coalesce(s.email, '')
FROM stage_customer AS s
JOIN customer AS c ON c.id = s.id
WHERE authentication_method."userId" = c."userId" AND authentication_method.type = 'NativeAuthenticationMethod';

INSERT INTO user_roles_role ("userId", "roleId")
SELECT c."userId", r.id
FROM stage_customer AS s
JOIN customer AS c ON c.id = s.id
JOIN role AS r ON r.code = '__customer_role__'
WHERE c."userId" IS NOT NULL
ON CONFLICT DO NOTHING;

INSERT INTO authentication_method ("createdAt", "updatedAt", identifier, "passwordHash", metadata, type, "userId")
SELECT
    c."createdAt", c."createdAt", c."emailAddress", '', '{"storefold":{"no_password":true}}', 'NativeAuthenticationMethod',
    c."userId"
FROM stage_customer AS s
JOIN customer AS c ON c.id = s.id
WHERE
    c."userId" IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM stage_customer_credential AS k WHERE k.parent_id = s.id)
    AND NOT EXISTS (SELECT 1 FROM authentication_method AS m WHERE m."userId" = c."userId");

INSERT INTO customer_channels_channel ("customerId", "channelId")
SELECT s.id, h.id FROM stage_customer AS s JOIN channel AS h ON h.code = '__default_channel__'
ON CONFLICT DO NOTHING;

INSERT INTO customer_group (name)
SELECT DISTINCT g.name
FROM stage_customer AS s
CROSS JOIN LATERAL jsonb_array_elements_text(s.groups) AS g(name)
WHERE NOT EXISTS (SELECT 1 FROM customer_group AS k WHERE k.name = g.name);

DELETE FROM customer_groups_customer_group
WHERE "customerId" IN (SELECT id FROM stage_customer WHERE is_new = 0);

INSERT INTO customer_groups_customer_group ("customerId", "customerGroupId")
SELECT s.id, (SELECT min(k.id) FROM customer_group AS k WHERE k.name = g.name)
FROM stage_customer AS s
CROSS JOIN LATERAL jsonb_array_elements_text(s.groups) AS g(name)
ON CONFLICT DO NOTHING;

-- What Vendure has no column for: a private note in the customer's history.
DELETE FROM history_entry
WHERE "customerId" IN (SELECT id FROM stage_customer WHERE is_new = 0) AND data LIKE '{"storefold":%';

INSERT INTO history_entry ("createdAt", "updatedAt", type, "isPublic", data, discriminator, "customerId")
SELECT
    c."createdAt", c."createdAt", 'CUSTOMER_NOTE', false,
    '{"storefold":' || jsonb_build_object(
        'kind', s.kind, 'status', s.status, 'disabled', s.status IN ('disabled', 'deleted'),
        'no_first_name', s.first_name IS NULL, 'no_last_name', s.last_name IS NULL, 'no_created_at', s.created_at IS NULL,
        'email_verified_at', s.email_verified_at, 'phone_verified_at', s.phone_verified_at,
        'last_login_at', s.last_login_at, 'company', s.company, 'locale', s.locale, 'tz', s.tz,
        'groups', s.groups, 'tax_ids', s.tax_ids, 'staff', s.staff, 'note', s.note)::text
        || ',"note":' || to_json(coalesce(s.note, 'Moved from another shop')) || '}',
    'CustomerHistoryEntry', s.id
FROM stage_customer AS s
JOIN customer AS c ON c.id = s.id;
