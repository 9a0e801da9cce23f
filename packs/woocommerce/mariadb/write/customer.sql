-- A login name of its own, so that it can never be somebody else's; WordPress lets people log in with their e-mail.
-- Names are kept escaped, as WordPress does: its pages show them as they stand.
INSERT INTO wp_users (
    ID, user_login, user_pass, user_nicename, user_email, user_url, user_registered, user_activation_key, user_status,
        display_name)
SELECT
    s.id, concat('storefold-', s.id), '', concat('storefold-', s.id), coalesce(s.email, ''), '',
    coalesce(s.created_at, '1970-01-01'), '', 0,
    coalesce(nullif(left(replace(replace(replace(concat_ws(' ', s.first_name, s.last_name), '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), 250), ''),
        concat('storefold-', s.id))
FROM stage_customer AS s
WHERE s.is_new = 1
ORDER BY s.id;

UPDATE wp_users AS u
JOIN stage_customer AS s ON s.id = u.ID AND s.is_new = 0
SET u.user_email = coalesce(s.email, ''), u.user_registered = coalesce(s.created_at, '1970-01-01'),
    u.display_name = coalesce(nullif(left(
        replace(replace(replace(concat_ws(' ', s.first_name, s.last_name), '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), 250), ''), u.user_login);

DELETE m FROM wp_usermeta AS m
JOIN stage_customer AS s ON s.id = m.user_id AND s.is_new = 0
WHERE m.meta_key IN ('first_name', 'last_name', '_storefold');

INSERT INTO wp_usermeta (user_id, meta_key, meta_value)
SELECT s.id, k.name, CASE k.name
    WHEN 'first_name' THEN coalesce(replace(replace(replace(s.first_name, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '')
    WHEN 'last_name' THEN coalesce(replace(replace(replace(s.last_name, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '')
    ELSE json_object(
        'kind', s.kind, 'email_verified_at', s.email_verified_at, 'phone', s.phone, 'phone_verified_at', s.phone_verified_at,
        'title', s.title, 'company', s.company, 'locale', s.locale, 'tz', s.tz, 'groups', s.groups, 'tax_ids', s.tax_ids,
        'status', s.status, 'last_login_at', s.last_login_at, 'note', s.note, 'staff', s.staff,
        'pending_email', s.pending_email, 'no_time', s.created_at IS NULL) END
FROM stage_customer AS s
JOIN (SELECT 'first_name' AS name UNION ALL SELECT 'last_name' UNION ALL SELECT '_storefold') AS k
ORDER BY s.id;

INSERT INTO wp_usermeta (user_id, meta_key, meta_value)
SELECT s.id, k.name, coalesce(k.value,
    left(replace(replace(replace(concat_ws(' ', s.first_name, s.last_name), '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), 250))
FROM stage_customer AS s
JOIN (
    SELECT 'nickname' AS name, NULL AS value UNION ALL SELECT 'description', '' UNION ALL SELECT 'rich_editing', 'true'
    UNION ALL SELECT 'syntax_highlighting', 'true' UNION ALL SELECT 'comment_shortcuts', 'false'
    UNION ALL SELECT 'admin_color', 'fresh' UNION ALL SELECT 'use_ssl', '0' UNION ALL SELECT 'show_admin_bar_front', 'true'
    UNION ALL SELECT 'locale', '' UNION ALL SELECT 'wp_capabilities', 'a:1:{s:8:"customer";b:1;}'
    UNION ALL SELECT 'wp_user_level', '0') AS k
WHERE s.is_new = 1
ORDER BY s.id;

INSERT INTO wp_wc_customer_lookup (user_id, username, first_name, last_name, email, date_registered)
SELECT u.ID, u.user_login, left(coalesce(replace(replace(replace(s.first_name, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), ''), 255),
    left(coalesce(replace(replace(replace(s.last_name, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), ''), 255), u.user_email,
    CASE WHEN s.created_at > '1970-01-02' THEN s.created_at END
FROM stage_customer AS s
JOIN wp_users AS u ON u.ID = s.id
ON DUPLICATE KEY UPDATE first_name = VALUES(first_name), last_name = VALUES(last_name), email = VALUES(email)
