-- A customer without a user is a guest. Vendure keeps only *that* an e-mail is verified; when it was stands in the
-- customer's history, and where that is silent the account's own age is taken.
-- What Storefold wrote and Vendure has no column for stands in a private note (write/customer.sql).
SELECT
    c.id AS key,
    (
        SELECT json_group_array(s.code) FROM (
            SELECT h.code FROM customer_channels_channel AS cc JOIN channel AS h ON h.id = cc.channelId
            WHERE cc.customerId = c.id ORDER BY cc.channelId) AS s
    ) AS sites,
    CASE WHEN c.deletedAt IS NOT NULL THEN 'deleted_customer' END AS skip,
    CASE
        WHEN c.userId IS NULL THEN 'guest'
        WHEN n.id IS NOT NULL THEN json_extract(n.data, '$.storefold.kind')
        ELSE 'registered'
    END AS kind,
    nullif(c.emailAddress, '') AS email,
    CASE
        WHEN n.id IS NOT NULL AND (u.id IS NULL OR u.verified = 1) THEN json_extract(n.data, '$.storefold.email_verified_at')
        WHEN u.verified = 1 THEN coalesce((
        SELECT max(e.createdAt) FROM history_entry AS e
        WHERE e.customerId = c.id AND e.type IN ('CUSTOMER_VERIFIED', 'CUSTOMER_EMAIL_UPDATE_VERIFIED')),
        u.createdAt)
    END AS email_verified_at,
    nullif(c.phoneNumber, '') AS phone,
    nullif(c.title, '') AS title,
    json_extract(n.data, '$.storefold.phone_verified_at') AS phone_verified_at,
    iif(c.firstName = '' AND json_extract(n.data, '$.storefold.no_first_name'), NULL, c.firstName) AS first_name,
    iif(c.lastName = '' AND json_extract(n.data, '$.storefold.no_last_name'), NULL, c.lastName) AS last_name,
    json_extract(n.data, '$.storefold.company') AS company,
    json_extract(n.data, '$.storefold.locale') AS locale,
    json_extract(n.data, '$.storefold.tz') AS tz,
    json_extract(n.data, '$.storefold.tax_ids') AS tax_ids,
    json_extract(n.data, '$.storefold.note') AS note,
    iif(n.id IS NOT NULL AND (
        SELECT json_group_array(s.name) FROM (
            SELECT g.name
            FROM customer_groups_customer_group AS cg JOIN customer_group AS g ON g.id = cg.customerGroupId
            WHERE cg.customerId = c.id ORDER BY g.name) AS s
    ) = (
        SELECT json_group_array(s.value) FROM (
            SELECT DISTINCT k.value FROM json_each(n.data, '$.storefold.groups') AS k WHERE k.type = 'text' ORDER BY k.value) AS s
    ), json_extract(n.data, '$.storefold.groups'), (
        SELECT nullif(json_group_array(s.name), '[]') FROM (
            SELECT g.name
            FROM customer_groups_customer_group AS cg JOIN customer_group AS g ON g.id = cg.customerGroupId
            WHERE cg.customerId = c.id ORDER BY g.id) AS s
    )) AS groups,
    CASE
        WHEN c.deletedAt IS NOT NULL THEN 'deleted'
        WHEN n.id IS NOT NULL AND (u.deletedAt IS NOT NULL) = (u.id IS NOT NULL AND json_extract(n.data, '$.storefold.disabled'))
            THEN json_extract(n.data, '$.storefold.status')
        WHEN u.deletedAt IS NOT NULL THEN 'disabled'
        ELSE 'active'
    END AS status,
    iif(json_extract(n.data, '$.storefold.no_created_at'), NULL, c.createdAt) AS created_at,
    iif(u.id IS NULL, json_extract(n.data, '$.storefold.last_login_at'), u.lastLogin) AS last_login_at,
    CASE
        WHEN a.id IS NOT NULL THEN 1
        WHEN n.id IS NOT NULL THEN json_extract(n.data, '$.storefold.staff')
        ELSE 0
    END AS staff,
    (
        SELECT max(m.pendingIdentifier) FROM authentication_method AS m
        WHERE m.userId = c.userId AND m.pendingIdentifier <> ''
    ) AS pending_email
FROM customer AS c
LEFT JOIN user AS u ON u.id = c.userId
LEFT JOIN administrator AS a ON a.userId = c.userId AND a.deletedAt IS NULL
LEFT JOIN history_entry AS n ON n.customerId = c.id AND n.type = 'CUSTOMER_NOTE' AND n.data LIKE '{"storefold":%'
WHERE /*keys c.id*/
ORDER BY c.id
