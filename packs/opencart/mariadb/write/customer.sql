-- A guest, and an account that is not active, cannot log in. Nobody is a member of staff by being moved.
INSERT INTO oc_customer (
    customer_id, customer_group_id, store_id, language_id, firstname, lastname, email, telephone, password,
        custom_field,
    newsletter, ip, status, safe, commenter, token, code, date_added)
SELECT
    s.id, COALESCE((SELECT g.value FROM oc_setting AS g WHERE g.store_id = 0
        AND g.`key` = 'config_customer_group_id' LIMIT 1), 1), 0,
    COALESCE((SELECT MIN(l.language_id) FROM oc_language AS l
        WHERE l.code = CONVERT(s.locale USING utf8mb4) COLLATE utf8mb4_unicode_ci), COALESCE((SELECT l.language_id
            FROM oc_language AS l JOIN oc_setting AS g ON g.value = l.code
        WHERE g.store_id = 0 AND g.`key` = 'config_language_catalog' ORDER BY l.language_id LIMIT 1), 1)),
    '', '', '', '', '', '', 0, '', 0, 0, 0, '', '', COALESCE(s.created_at, UTC_TIMESTAMP())
FROM stage_customer AS s
WHERE s.is_new = 1;

UPDATE oc_customer AS c
JOIN stage_customer AS s ON s.id = c.customer_id
SET
    c.firstname = COALESCE(IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(s.first_name, '&', '&amp;'), '"',
        '&quot;'), '<', '&lt;'), '>', '&gt;')) <= 32, REPLACE(REPLACE(REPLACE(REPLACE(s.first_name, '&', '&amp;'),
        '"', '&quot;'), '<', '&lt;'), '>', '&gt;'),
        LEFT(REGEXP_REPLACE(s.first_name, '[&<>"]', ''), 32)), ''),
    c.lastname = COALESCE(IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(s.last_name, '&', '&amp;'), '"', '&quot;'),
        '<', '&lt;'), '>', '&gt;')) <= 32, REPLACE(REPLACE(REPLACE(REPLACE(s.last_name, '&', '&amp;'), '"',
        '&quot;'), '<', '&lt;'), '>', '&gt;'),
        LEFT(REGEXP_REPLACE(s.last_name, '[&<>"]', ''), 32)), ''),
    c.email = COALESCE(IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(s.email, '&', '&amp;'), '"', '&quot;'), '<',
        '&lt;'), '>', '&gt;')) <= 96, REPLACE(REPLACE(REPLACE(REPLACE(s.email, '&', '&amp;'), '"', '&quot;'), '<',
        '&lt;'), '>', '&gt;'),
        LEFT(REGEXP_REPLACE(s.email, '[&<>"]', ''), 96)), ''),
    c.telephone = COALESCE(IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(s.phone, '&', '&amp;'), '"', '&quot;'),
        '<', '&lt;'), '>', '&gt;')) <= 32, REPLACE(REPLACE(REPLACE(REPLACE(s.phone, '&', '&amp;'), '"', '&quot;'),
        '<', '&lt;'), '>', '&gt;'),
        LEFT(REGEXP_REPLACE(s.phone, '[&<>"]', ''), 32)), ''),
    c.status = IF(s.status = 'active', 1, 0),
    c.date_added = s.created_at,
    c.custom_field = JSON_MERGE_PATCH(IF(LEFT(LTRIM(c.custom_field), 1) = '{' AND JSON_VALID(c.custom_field),
        c.custom_field, '{}'), JSON_OBJECT('storefold',
    JSON_OBJECT(
        'sf', 1,
        'kind', s.kind,
        'email', IF(s.email = '' OR CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(s.email, '&', '&amp;'), '"',
            '&quot;'), '<', '&lt;'), '>', '&gt;')) > 96, s.email, NULL),
        'email_verified_at', CAST(s.email_verified_at AS CHAR),
        'phone', IF(s.phone = '' OR CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(s.phone, '&', '&amp;'), '"',
            '&quot;'), '<', '&lt;'), '>', '&gt;')) > 32, s.phone, NULL),
        'phone_verified_at', CAST(s.phone_verified_at AS CHAR),
        'title', s.title,
        'first_name', IF(s.first_name = '' OR CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(s.first_name, '&',
            '&amp;'), '"', '&quot;'), '<', '&lt;'), '>', '&gt;')) > 32, s.first_name, NULL),
        'last_name', IF(s.last_name = '' OR CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(s.last_name, '&', '&amp;'),
            '"', '&quot;'), '<', '&lt;'), '>', '&gt;')) > 32, s.last_name, NULL),
        'company', s.company,
        'locale', s.locale,
        'tz', s.tz,
        'groups', s.groups,
        'tax_ids', s.tax_ids,
        'status', s.status,
        'last_login_at', CAST(s.last_login_at AS CHAR),
        'note', s.note,
        'staff', s.staff)));
