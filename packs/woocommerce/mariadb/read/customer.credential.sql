-- `$wp$` is bcrypt over a SHA-384 of the password, `$P$` the old phpass, `$2y$` plain bcrypt, 32 hex digits md5.
SELECT
    u.ID AS parent,
    CASE WHEN x.umeta_id IS NULL THEN u.ID ELSE x.umeta_id END AS `key`,
    CASE
        WHEN EXISTS (
            SELECT 1 FROM wp_usermeta AS r WHERE r.user_id = u.ID AND r.meta_key = 'wp_capabilities'
                AND r.meta_value REGEXP '"(administrator|editor|author|contributor|shop_manager)"') THEN 'staff_login'
    END AS skip,
    CASE
        WHEN json_value(x.meta_value, '$.first') = '0' OR json_value(x.meta_value, '$.wc_pass') <=> sha2(u.user_pass, 256)
            THEN json_value(x.meta_value, '$.scheme')
        WHEN u.user_pass LIKE '$wp$2y$%' THEN 'wordpress_bcrypt'
        WHEN u.user_pass LIKE '$P$%' OR u.user_pass LIKE '$H$%' THEN 'phpass'
        WHEN u.user_pass LIKE '$2y$%' OR u.user_pass LIKE '$2a$%' OR u.user_pass LIKE '$2b$%' THEN 'bcrypt'
        WHEN u.user_pass LIKE '$argon2%' THEN 'argon2'
        WHEN u.user_pass REGEXP '^[0-9a-f]{32}$' THEN 'md5'
        ELSE 'unknown'
    END AS scheme,
    CASE WHEN json_value(x.meta_value, '$.first') = '0' THEN json_value(x.meta_value, '$.encoded') ELSE nullif(u.user_pass,
        '') END AS encoded,
    json_value(x.meta_value, '$.params') AS params,
    json_value(x.meta_value, '$.provider') AS provider,
    json_value(x.meta_value, '$.subject') AS subject
FROM wp_users AS u
LEFT JOIN wp_usermeta AS x ON x.user_id = u.ID AND x.meta_key IN ('_storefold_credential_1', '_storefold_credential')
WHERE (u.user_pass <> '' OR x.meta_key = '_storefold_credential') AND /*keys u.ID*/
ORDER BY u.ID, x.umeta_id
