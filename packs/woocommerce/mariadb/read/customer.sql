-- Users that are not staff. WordPress keeps no state of an account, no verification and no time zone.
-- Names are kept escaped, companies by some checkouts: both are read as they were typed.
WITH people AS (
    SELECT
        u.ID, u.user_login, u.user_email, u.user_registered,
        max(CASE WHEN m.meta_key = 'wp_capabilities' THEN m.meta_value END) AS roles,
        max(CASE WHEN m.meta_key = 'first_name' THEN nullif(m.meta_value, '') END) AS first_name,
        max(CASE WHEN m.meta_key = 'last_name' THEN nullif(m.meta_value, '') END) AS last_name,
        max(CASE WHEN m.meta_key = 'billing_phone' THEN nullif(m.meta_value, '') END) AS phone,
        max(CASE WHEN m.meta_key = 'billing_company' THEN nullif(m.meta_value, '') END) AS company,
        max(CASE WHEN m.meta_key = 'locale' THEN nullif(m.meta_value, '') END) AS locale,
        max(CASE WHEN m.meta_key = 'wc_last_active' AND m.meta_value REGEXP '^[0-9]{1,10}$' AND m.meta_value > 0
            THEN m.meta_value END) AS last_active,
        max(CASE WHEN m.meta_key = '_storefold' THEN m.meta_value END) AS x
    FROM wp_users AS u
    LEFT JOIN wp_usermeta AS m ON m.user_id = u.ID AND m.meta_key IN (
        'wp_capabilities', 'first_name', 'last_name', 'billing_phone', 'billing_company', 'locale', 'wc_last_active',
            '_storefold')
    WHERE /*keys u.ID*/
    GROUP BY u.ID
)
SELECT
    p.ID AS `key`,
    'store' AS sites,
    CASE
        WHEN p.roles REGEXP '"(administrator|editor|author|contributor|shop_manager)"' THEN 'staff'
    END AS skip,
    coalesce(json_value(p.x, '$.kind'), 'registered') AS kind,
    nullif(p.user_email, '') AS email,
    json_value(p.x, '$.email_verified_at') AS email_verified_at,
    CASE WHEN p.x IS NULL THEN p.phone ELSE json_value(p.x, '$.phone') END AS phone,
    json_value(p.x, '$.phone_verified_at') AS phone_verified_at,
    json_value(p.x, '$.title') AS title,
    replace(replace(replace(replace(replace(p.first_name,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&') AS first_name,
    replace(replace(replace(replace(replace(p.last_name,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&') AS last_name,
    CASE WHEN p.x IS NULL THEN replace(replace(replace(replace(replace(p.company,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&') ELSE json_value(p.x, '$.company') END AS company,
    CASE WHEN p.x IS NULL THEN replace(p.locale, '_', '-') ELSE json_value(p.x, '$.locale') END AS locale,
    json_value(p.x, '$.tz') AS tz,
    json_value(p.x, '$.groups') AS groups,
    json_value(p.x, '$.tax_ids') AS tax_ids,
    coalesce(json_value(p.x, '$.status'), 'active') AS status,
    CASE WHEN year(p.user_registered) > 0 AND NOT json_value(p.x, '$.no_time') <=> '1' THEN p.user_registered END AS created_at,
    CASE
        WHEN p.x IS NULL THEN date_format('1970-01-01' + INTERVAL p.last_active SECOND, '%Y-%m-%d %H:%i:%s')
        ELSE json_value(p.x, '$.last_login_at')
    END AS last_login_at,
    json_value(p.x, '$.note') AS note,
    CASE WHEN p.x IS NOT NULL THEN json_value(p.x, '$.staff') END AS staff,
    json_value(p.x, '$.pending_email') AS pending_email
FROM people AS p
ORDER BY p.ID
