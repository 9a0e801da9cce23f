-- A login belongs to whom app_metadata names. The password is base64 of scrypt's own format (N, r, p, salt and key in one text).
-- Where the login's name is the customer's e-mail, no subject is returned: it follows the e-mail.
-- A login that a move made so that its password can be reset is not read until it has one.
SELECT
    l.parent,
    l.id AS key,
    CASE
        WHEN l.deleted_at IS NOT NULL THEN 'deleted_login'
        WHEN l.parent IS NULL AND l.is_staff THEN 'administrator_login'
        WHEN l.parent IS NULL THEN 'login_of_nobody'
        WHEN l.provider = 'emailpass' AND coalesce(l.password, '') = '' THEN 'no_password'
    END AS skip,
    CASE WHEN l.provider = 'emailpass' THEN 'scrypt' ELSE 'external' END AS scheme,
    CASE WHEN l.provider = 'emailpass' THEN l.password END AS encoded,
    l.params,
    CASE WHEN l.provider <> 'emailpass' THEN l.provider END AS provider,
    CASE WHEN l.provider <> 'emailpass' OR l.entity_id IS DISTINCT FROM c.email THEN l.entity_id END AS subject
FROM (
    SELECT
        a.app_metadata ->> 'customer_id' AS parent, p.id, p.provider, p.entity_id, a.app_metadata ->> 'user_id' IS NOT NULL AS is_staff,
        p.provider_metadata ->> 'password' AS password, nullif(p.provider_metadata #> '{storefold,params}', 'null') AS params,
        coalesce(p.deleted_at, a.deleted_at) AS deleted_at
    FROM provider_identity AS p
    LEFT JOIN auth_identity AS a ON a.id = p.auth_identity_id
    WHERE p.user_metadata #>> '{storefold,stub}' IS DISTINCT FROM 'true' OR p.provider_metadata ->> 'password' <> '') AS l
LEFT JOIN customer AS c ON c.id = l.parent
WHERE /*keys l.parent COLLATE "C"*/
ORDER BY l.parent COLLATE "C", l.id COLLATE "C"
