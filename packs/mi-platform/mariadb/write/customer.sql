INSERT INTO customers (
    id, kind, email, email_verified_at, phone, phone_verified_at, title, first_name, last_name, company, locale,
    groups, status, created_at, last_login_at, note, is_staff)
SELECT
    id, kind, email, email_verified_at, phone, phone_verified_at, title, first_name, last_name, company, locale,
    groups, status, created_at, last_login_at, note, staff
FROM stage_customer
WHERE is_new = 1
ORDER BY id;

UPDATE customers AS t JOIN stage_customer AS s ON s.id = t.id
SET
    t.kind = s.kind, t.email = s.email, t.email_verified_at = s.email_verified_at, t.phone = s.phone,
    t.phone_verified_at = s.phone_verified_at, t.title = s.title, t.first_name = s.first_name,
    t.last_name = s.last_name, t.company = s.company, t.locale = s.locale, t.groups = s.groups,
    t.status = s.status, t.created_at = s.created_at, t.last_login_at = s.last_login_at, t.note = s.note,
    t.is_staff = s.staff
WHERE s.is_new = 0;
