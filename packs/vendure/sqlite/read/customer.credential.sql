-- Logins hang on users, and a customer has at most one user. Tokens for verification and reset are never read.
SELECT
    c.id AS parent,
    m.id AS key,
    CASE
        WHEN c.id IS NULL AND a.id IS NOT NULL THEN 'administrator_login'
        WHEN m.type = 'NativeAuthenticationMethod' AND coalesce(m.passwordHash, '') = '' THEN 'no_password'
    END AS skip,
    CASE
        WHEN m.type = 'ExternalAuthenticationMethod' THEN 'external'
        WHEN substr(m.passwordHash, 1, 4) IN ('$2a$', '$2b$', '$2y$') THEN 'bcrypt'
        ELSE 'unknown'
    END AS scheme,
    nullif(m.passwordHash, '') AS encoded,
    m.strategy AS provider,
    m.externalIdentifier AS subject
FROM authentication_method AS m
LEFT JOIN customer AS c ON c.userId = m.userId
LEFT JOIN administrator AS a ON a.userId = m.userId
WHERE /*keys c.id*/
ORDER BY c.id, m.id
