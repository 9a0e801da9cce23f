INSERT INTO customers (
    id, kind, email, email_verified_at, phone, phone_verified_at, title, first_name, last_name, company, locale,
    groups, status, created_at, last_login_at, note, is_staff)
SELECT
    id, kind, email, email_verified_at, phone, phone_verified_at, title, first_name, last_name, company, locale,
    groups, status, created_at, last_login_at, note, staff
FROM stage_customer
WHERE is_new = 1
ORDER BY id;

UPDATE customers
SET
    kind = s.kind, email = s.email, email_verified_at = s.email_verified_at, phone = s.phone,
    phone_verified_at = s.phone_verified_at, title = s.title, first_name = s.first_name,
    last_name = s.last_name, company = s.company, locale = s.locale, groups = s.groups, status = s.status,
    created_at = s.created_at, last_login_at = s.last_login_at, note = s.note, is_staff = s.staff
FROM stage_customer AS s
WHERE s.is_new = 0 AND customers.id = s.id;
