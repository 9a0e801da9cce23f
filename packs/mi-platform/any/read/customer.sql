SELECT
    id AS "key", 'mi' AS sites, kind, email, email_verified_at, phone, phone_verified_at, title, first_name,
    last_name, company, locale, groups, status, created_at, last_login_at, note, is_staff AS staff
FROM customers
WHERE /*keys id*/
ORDER BY id
