-- A registered customer has a user with the role of customers and a login by password, if only an empty one by which
-- Vendure lets a new password be set; a guest has neither. Ids of users: as in product.sql.
INSERT INTO user (id, createdAt, updatedAt, identifier)
SELECT
    n.highest + row_number() OVER (ORDER BY s.id),
    replace(replace(coalesce(s.created_at, '1970-01-01T00:00:00Z'), 'T', ' '), '000Z', ''),
    replace(replace(coalesce(s.created_at, '1970-01-01T00:00:00Z'), 'T', ' '), '000Z', ''), ''
FROM stage_customer AS s
LEFT JOIN customer AS c ON c.id = s.id
CROSS JOIN (
    SELECT max(
        coalesce((SELECT max(id) FROM user), 0),
        coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'user'), 0)) AS highest) AS n
WHERE s.kind <> 'guest' AND c.userId IS NULL;

INSERT INTO customer (id, createdAt, updatedAt, firstName, lastName, emailAddress)
SELECT
    s.id, replace(replace(coalesce(s.created_at, '1970-01-01T00:00:00Z'), 'T', ' '), '000Z', ''),
    replace(replace(coalesce(s.created_at, '1970-01-01T00:00:00Z'), 'T', ' '), '000Z', ''), '', '', ''
FROM stage_customer AS s
WHERE s.is_new = 1;

UPDATE customer
SET userId = u.id
FROM (
    SELECT
        s.id AS customer,
        (SELECT seq FROM sqlite_sequence WHERE name = 'user') - count(*) OVER () + row_number() OVER (ORDER BY s.id) AS id
    FROM stage_customer AS s
    JOIN customer AS c ON c.id = s.id
    WHERE s.kind <> 'guest' AND c.userId IS NULL) AS u
WHERE customer.id = u.customer;

UPDATE customer
SET
    createdAt = replace(replace(coalesce(s.created_at, '1970-01-01T00:00:00Z'), 'T', ' '), '000Z', ''),
    title = s.title, firstName = coalesce(s.first_name, ''), lastName = coalesce(s.last_name, ''),
    phoneNumber = s.phone, emailAddress = coalesce(s.email, '')
FROM stage_customer AS s
WHERE customer.id = s.id;

UPDATE user
SET
    identifier = coalesce(s.email, ''), verified = s.email_verified_at IS NOT NULL,
    lastLogin = replace(replace(s.last_login_at, 'T', ' '), '000Z', ''),
    deletedAt = CASE WHEN s.status IN ('disabled', 'deleted') THEN coalesce(user.deletedAt, '1970-01-01 00:00:00') END
FROM stage_customer AS s
JOIN customer AS c ON c.id = s.id
WHERE user.id = c.userId;

UPDATE authentication_method
SET identifier = coalesce(s.email, '')
FROM stage_customer AS s
JOIN customer AS c ON c.id = s.id
WHERE authentication_method.userId = c.userId AND authentication_method.type = 'NativeAuthenticationMethod';

INSERT OR IGNORE INTO user_roles_role (userId, roleId)
SELECT c.userId, r.id
FROM stage_customer AS s
JOIN customer AS c ON c.id = s.id
JOIN role AS r ON r.code = '__customer_role__'
WHERE c.userId IS NOT NULL;

-- The ids that this batch's own logins have already are left out.
INSERT INTO authentication_method (id, createdAt, updatedAt, identifier, passwordHash, metadata, type, userId)
SELECT
    n.highest + row_number() OVER (ORDER BY s.id), c.createdAt, c.createdAt, c.emailAddress, '',
    '{"storefold":{"no_password":true}}', 'NativeAuthenticationMethod', c.userId
FROM stage_customer AS s
JOIN customer AS c ON c.id = s.id
CROSS JOIN (
    SELECT max(
        coalesce((SELECT max(id) FROM authentication_method), 0),
        coalesce((SELECT max(id) FROM stage_customer_credential), 0),
        coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'authentication_method'), 0)) AS highest) AS n
WHERE
    c.userId IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM stage_customer_credential AS k WHERE k.parent_id = s.id)
    AND NOT EXISTS (SELECT 1 FROM authentication_method AS m WHERE m.userId = c.userId);

INSERT OR IGNORE INTO customer_channels_channel (customerId, channelId)
SELECT s.id, h.id FROM stage_customer AS s JOIN channel AS h ON h.code = '__default_channel__';

INSERT INTO customer_group (name)
SELECT DISTINCT g.value
FROM stage_customer AS s, json_each(s.groups) AS g
WHERE NOT EXISTS (SELECT 1 FROM customer_group AS k WHERE k.name = g.value);

DELETE FROM customer_groups_customer_group
WHERE customerId IN (SELECT id FROM stage_customer WHERE is_new = 0);

INSERT OR IGNORE INTO customer_groups_customer_group (customerId, customerGroupId)
SELECT s.id, (SELECT min(k.id) FROM customer_group AS k WHERE k.name = g.value)
FROM stage_customer AS s, json_each(s.groups) AS g;

-- What Vendure has no column for: a private note in the customer's history.
DELETE FROM history_entry
WHERE customerId IN (SELECT id FROM stage_customer WHERE is_new = 0) AND data LIKE '{"storefold":%';

INSERT INTO history_entry (createdAt, updatedAt, type, isPublic, data, discriminator, customerId)
SELECT
    c.createdAt, c.createdAt, 'CUSTOMER_NOTE', 0,
    json_object(
        'storefold', json_object(
            'kind', s.kind, 'status', s.status, 'disabled', json(iif(s.status IN ('disabled', 'deleted'), 'true', 'false')),
            'no_first_name', s.first_name IS NULL, 'no_last_name', s.last_name IS NULL, 'no_created_at', s.created_at IS NULL,
            'email_verified_at', s.email_verified_at, 'phone_verified_at', s.phone_verified_at,
            'last_login_at', s.last_login_at, 'company', s.company, 'locale', s.locale, 'tz', s.tz,
            'groups', json(s.groups), 'tax_ids', json(s.tax_ids), 'staff', s.staff, 'note', s.note),
        'note', coalesce(s.note, 'Moved from another shop')),
    'CustomerHistoryEntry', s.id
FROM stage_customer AS s
JOIN customer AS c ON c.id = s.id;
