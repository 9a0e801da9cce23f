-- Logins hang on users, and a customer has at most one user; the second half is the logins without a customer.
-- Tokens for verification and reset are never read. Logins without a password that Storefold made are not rows of anybody's.
WITH logins AS (
    SELECT c.id AS parent, m.id, m."userId", m.type, m."passwordHash", m.strategy, m."externalIdentifier", m.metadata
    FROM customer AS c
    JOIN authentication_method AS m ON m."userId" = c."userId"
    UNION ALL
    SELECT NULL, m.id, m."userId", m.type, m."passwordHash", m.strategy, m."externalIdentifier", m.metadata
    FROM authentication_method AS m
    WHERE NOT EXISTS (SELECT 1 FROM customer AS c WHERE c."userId" = m."userId")
)
SELECT
    m.parent,
    m.id AS key,
    CASE
        WHEN m.parent IS NULL AND EXISTS (SELECT 1 FROM administrator AS a WHERE a."userId" = m."userId")
            THEN 'administrator_login'
        WHEN m.type = 'NativeAuthenticationMethod' AND coalesce(m."passwordHash", '') = '' THEN 'no_password'
    END AS skip,
    CASE
        WHEN m.type = 'ExternalAuthenticationMethod' THEN 'external'
        WHEN substr(m."passwordHash", 1, 4) IN ('$2a$', '$2b$', '$2y$') THEN 'bcrypt'
        ELSE 'unknown'
    END AS scheme,
    nullif(
        CASE
            WHEN m.metadata = '{"storefold":{"prefix":"$2y$"}}' THEN '$2y$' || substr(m."passwordHash", 5)
            ELSE m."passwordHash"
        END, '') AS encoded,
    m.strategy AS provider,
    m."externalIdentifier" AS subject
FROM logins AS m
WHERE
    /*keys m.parent*/
    AND NOT (coalesce(m.metadata, '') LIKE '{"storefold":{"no_password":%' AND m."passwordHash" = '')
ORDER BY m.parent, m.id
