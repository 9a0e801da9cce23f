-- A customer without a user is a guest. Vendure keeps only *that* an e-mail is verified; when it was stands in the
-- customer's history, and where that is silent the account's own age is taken.
-- What Storefold wrote and Vendure has no column for stands in a private note (write/customer.sql).
SELECT
    c.id AS key,
    coalesce((
        SELECT json_agg(h.code ORDER BY cc."channelId")
        FROM customer_channels_channel AS cc JOIN channel AS h ON h.id = cc."channelId"
        WHERE cc."customerId" = c.id), '[]') AS sites,
    CASE WHEN c."deletedAt" IS NOT NULL THEN 'deleted_customer' END AS skip,
    CASE
        WHEN c."userId" IS NULL THEN 'guest'
        WHEN n.note IS NOT NULL THEN n.note ->> 'kind'
        ELSE 'registered'
    END AS kind,
    nullif(c."emailAddress", '') AS email,
    CASE
        WHEN n.note IS NOT NULL AND (u.id IS NULL OR u.verified)
            THEN (n.note ->> 'email_verified_at')::timestamptz AT TIME ZONE 'UTC'
        WHEN u.verified THEN coalesce((
            SELECT max(e."createdAt") FROM history_entry AS e
            WHERE e."customerId" = c.id AND e.type IN ('CUSTOMER_VERIFIED', 'CUSTOMER_EMAIL_UPDATE_VERIFIED')),
            u."createdAt")
    END AS email_verified_at,
    nullif(c."phoneNumber", '') AS phone,
    (n.note ->> 'phone_verified_at')::timestamptz AT TIME ZONE 'UTC' AS phone_verified_at,
    nullif(c.title, '') AS title,
    CASE WHEN c."firstName" = '' AND (n.note ->> 'no_first_name')::boolean THEN NULL ELSE c."firstName" END AS first_name,
    CASE WHEN c."lastName" = '' AND (n.note ->> 'no_last_name')::boolean THEN NULL ELSE c."lastName" END AS last_name,
    n.note ->> 'company' AS company,
    n.note ->> 'locale' AS locale,
    n.note ->> 'tz' AS tz,
    nullif(n.note -> 'tax_ids', 'null') AS tax_ids,
    n.note ->> 'note' AS note,
    CASE
        WHEN n.note IS NOT NULL AND coalesce(g.sorted, '[]') = coalesce(n.groups, '[]') THEN nullif(n.note -> 'groups', 'null')
        ELSE g.names
    END AS groups,
    CASE
        WHEN c."deletedAt" IS NOT NULL THEN 'deleted'
        WHEN n.note IS NOT NULL AND (u."deletedAt" IS NOT NULL) = (u.id IS NOT NULL AND (n.note ->> 'disabled')::boolean)
            THEN n.note ->> 'status'
        WHEN u."deletedAt" IS NOT NULL THEN 'disabled'
        ELSE 'active'
    END AS status,
    CASE WHEN (n.note ->> 'no_created_at')::boolean THEN NULL ELSE c."createdAt" END AS created_at,
    CASE WHEN u.id IS NULL THEN (n.note ->> 'last_login_at')::timestamptz AT TIME ZONE 'UTC' ELSE u."lastLogin" END
        AS last_login_at,
    CASE WHEN a.id IS NOT NULL THEN true WHEN n.note IS NOT NULL THEN (n.note ->> 'staff')::boolean ELSE false END AS staff,
    (
        SELECT max(m."pendingIdentifier" COLLATE "C") FROM authentication_method AS m
        WHERE m."userId" = c."userId" AND m."pendingIdentifier" <> ''
    ) AS pending_email
FROM customer AS c
LEFT JOIN "user" AS u ON u.id = c."userId"
LEFT JOIN administrator AS a ON a."userId" = c."userId" AND a."deletedAt" IS NULL
LEFT JOIN LATERAL (
    SELECT
        h.data::jsonb -> 'storefold' AS note,
        (
            SELECT jsonb_agg(DISTINCT k.value ORDER BY k.value) FROM jsonb_array_elements(
                CASE WHEN jsonb_typeof(h.data::jsonb #> '{storefold,groups}') = 'array'
                    THEN h.data::jsonb #> '{storefold,groups}' ELSE '[]' END) AS k
        ) AS groups
    FROM history_entry AS h
    WHERE h."customerId" = c.id AND h.type = 'CUSTOMER_NOTE' AND h.data LIKE '{"storefold":%' LIMIT 1) AS n ON true
LEFT JOIN LATERAL (
    SELECT jsonb_agg(k.name ORDER BY k.id) AS names, jsonb_agg(to_jsonb(k.name) ORDER BY to_jsonb(k.name)) AS sorted
    FROM customer_groups_customer_group AS cg JOIN customer_group AS k ON k.id = cg."customerGroupId"
    WHERE cg."customerId" = c.id) AS g ON true
WHERE /*keys c.id*/
ORDER BY c.id
