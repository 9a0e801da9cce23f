-- Logins hang on users, and a customer has at most one user; the second half is the logins without a customer. It
-- starts from one row without a parent, so that it costs nothing where parents are asked for.
-- Tokens for verification and reset are never read.
WITH logins AS (
    SELECT c.id AS parent, m.id, m.userId, m.type, m.passwordHash, m.strategy, m.externalIdentifier, m.metadata
    FROM customer AS c
    JOIN authentication_method AS m ON m.userId = c.userId
    UNION ALL
    SELECT n.parent, m.id, m.userId, m.type, m.passwordHash, m.strategy, m.externalIdentifier, m.metadata
    FROM (SELECT CAST(NULL AS INTEGER) AS parent) AS n
    CROSS JOIN authentication_method AS m
    WHERE NOT EXISTS (SELECT 1 FROM customer AS c WHERE c.userId = m.userId)
)
SELECT
    m.parent,
    m.id AS key,
    CASE
        WHEN m.parent IS NULL AND EXISTS (SELECT 1 FROM administrator AS a WHERE a.userId = m.userId)
            THEN 'administrator_login'
        WHEN m.type = 'NativeAuthenticationMethod' AND coalesce(m.passwordHash, '') = '' THEN 'no_password'
    END AS skip,
    CASE
        WHEN m.type = 'ExternalAuthenticationMethod' THEN 'external'
        WHEN substr(m.passwordHash, 1, 4) IN ('$2a$', '$2b$', '$2y$') THEN 'bcrypt'
        ELSE 'unknown'
    END AS scheme,
    nullif(iif(m.metadata = '{"storefold":{"prefix":"$2y$"}}', '$2y$' || substr(m.passwordHash, 5), m.passwordHash), '') AS encoded,
    m.strategy AS provider,
    m.externalIdentifier AS subject
FROM logins AS m
WHERE
    /*keys m.parent*/
    AND NOT (m.metadata IS NOT NULL AND m.metadata LIKE '{"storefold":{"no_password":%' AND m.passwordHash = '')
ORDER BY m.parent, m.id
