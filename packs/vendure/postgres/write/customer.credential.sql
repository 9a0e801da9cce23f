-- $2y$ is PHP's name for what others call $2b$; Vendure's library knows the latter only.
INSERT INTO authentication_method (id, "createdAt", "updatedAt", type, "userId")
SELECT s.id, c."createdAt", c."createdAt", 'NativeAuthenticationMethod', c."userId"
FROM stage_customer_credential AS s
JOIN customer AS c ON c.id = s.parent_id
WHERE s.is_new = 1;

UPDATE authentication_method
SET
    identifier = c."emailAddress", strategy = s.provider, "externalIdentifier" = s.subject, "userId" = c."userId",
    "passwordHash" = CASE WHEN substr(s.encoded, 1, 4) = '$2y$' THEN '$2b$' || substr(s.encoded, 5) ELSE s.encoded END,
    metadata = CASE WHEN substr(s.encoded, 1, 4) = '$2y$' THEN '{"storefold":{"prefix":"$2y$"}}' END
FROM stage_customer_credential AS s
JOIN customer AS c ON c.id = s.parent_id
WHERE authentication_method.id = s.id;

-- The empty login of an account that had none before.
DELETE FROM authentication_method
WHERE
    "passwordHash" = '' AND metadata = '{"storefold":{"no_password":true}}'
    AND "userId" IN (SELECT c."userId" FROM stage_customer_credential AS s JOIN customer AS c ON c.id = s.parent_id);
