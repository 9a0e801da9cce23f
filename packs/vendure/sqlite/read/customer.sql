-- A customer without a user is a guest. Vendure keeps only *that* an e-mail is verified; when it was stands in the
-- customer's history, and where that is silent the account's own age is taken.
SELECT
    c.id AS key,
    (
        SELECT json_group_array(s.code) FROM (
            SELECT h.code FROM customer_channels_channel AS cc JOIN channel AS h ON h.id = cc.channelId
            WHERE cc.customerId = c.id ORDER BY cc.channelId) AS s
    ) AS sites,
    CASE WHEN c.deletedAt IS NOT NULL THEN 'deleted_customer' END AS skip,
    CASE WHEN c.userId IS NULL THEN 'guest' ELSE 'registered' END AS kind,
    nullif(c.emailAddress, '') AS email,
    CASE WHEN u.verified = 1 THEN coalesce((
        SELECT max(e.createdAt) FROM history_entry AS e
        WHERE e.customerId = c.id AND e.type IN ('CUSTOMER_VERIFIED', 'CUSTOMER_EMAIL_UPDATE_VERIFIED')),
        u.createdAt) END AS email_verified_at,
    nullif(c.phoneNumber, '') AS phone,
    nullif(c.title, '') AS title,
    c.firstName AS first_name,
    c.lastName AS last_name,
    (
        SELECT nullif(json_group_array(s.name), '[]') FROM (
            SELECT g.name
            FROM customer_groups_customer_group AS cg JOIN customer_group AS g ON g.id = cg.customerGroupId
            WHERE cg.customerId = c.id ORDER BY g.id) AS s
    ) AS groups,
    CASE
        WHEN c.deletedAt IS NOT NULL THEN 'deleted'
        WHEN u.deletedAt IS NOT NULL THEN 'disabled'
        ELSE 'active'
    END AS status,
    c.createdAt AS created_at,
    u.lastLogin AS last_login_at,
    CASE WHEN a.id IS NOT NULL THEN 1 ELSE 0 END AS staff,
    (
        SELECT max(m.pendingIdentifier) FROM authentication_method AS m
        WHERE m.userId = c.userId AND m.pendingIdentifier <> ''
    ) AS pending_email
FROM customer AS c
LEFT JOIN user AS u ON u.id = c.userId
LEFT JOIN administrator AS a ON a.userId = c.userId AND a.deletedAt IS NULL
WHERE /*keys c.id*/
ORDER BY c.id
