SELECT c.id AS "key",
       coalesce((SELECT JSON_ARRAYAGG(s.site) FROM customer_sites s WHERE s.customer_id = c.id), '[]') AS sites,
       CASE WHEN c.state = 'erased' THEN 'erased_customer' END AS skip,
       CASE c.kind WHEN 'member' THEN 'registered' ELSE c.kind END AS kind,
       c.email,
       c.email_confirmed_ms AS email_verified_at,
       c.new_email AS pending_email,
       c.mobile AS phone,
       c.salutation AS title,
       c.given_name AS first_name,
       c.family_name AS last_name,
       c.company,
       c.lang AS locale,
       c.zone AS tz,
       c.segments AS groups,
       c.vat_ids AS tax_ids,
       CASE c.state WHEN 'locked' THEN 'disabled' WHEN 'erased' THEN 'deleted' ELSE c.state END AS status,
       c.is_employee AS staff,
       c.joined_ms AS created_at,
       c.last_seen_ms AS last_login_at,
       c.memo AS note
FROM customers c
WHERE /*keys c.id*/
ORDER BY c.id
