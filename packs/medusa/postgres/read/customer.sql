-- Medusa keeps up to two rows for one e-mail: the account (has_account) and the guest. They are two customers here too.
-- A customer belongs to no sales channel or region: those of the orders count, and one without orders belongs to every site.
SELECT
    c.id AS key,
    (
        SELECT jsonb_agg(s.name ORDER BY s.name COLLATE "C") FROM (
            SELECT h.name FROM "order" AS o JOIN sales_channel AS h ON h.id = o.sales_channel_id
            WHERE o.customer_id = c.id AND o.deleted_at IS NULL
            UNION
            SELECT r.name FROM "order" AS o JOIN region AS r ON r.id = o.region_id
            WHERE o.customer_id = c.id AND o.deleted_at IS NULL) AS s
    ) AS sites,
    CASE WHEN c.deleted_at IS NOT NULL THEN 'deleted_customer' END AS skip,
    CASE WHEN c.has_account THEN 'registered' ELSE 'guest' END AS kind,
    c.email,
    m.kept ->> 'email_verified_at' AS email_verified_at,
    c.phone,
    m.kept ->> 'phone_verified_at' AS phone_verified_at,
    m.kept ->> 'title' AS title,
    c.first_name,
    c.last_name,
    c.company_name AS company,
    m.kept ->> 'locale' AS locale,
    m.kept ->> 'tz' AS tz,
    coalesce(
        (
            SELECT jsonb_agg(g.name ORDER BY
                (x.metadata ->> 'storefold_position')::integer, g.created_at, g.id COLLATE "C")
            FROM customer_group_customer AS x JOIN customer_group AS g ON g.id = x.customer_group_id
            WHERE x.customer_id = c.id AND x.deleted_at IS NULL AND g.deleted_at IS NULL
        ),
        m.kept -> 'groups'
    ) AS groups,
    m.kept -> 'tax_ids' AS tax_ids,
    CASE
        WHEN c.deleted_at IS NOT NULL THEN 'deleted'
        ELSE coalesce(m.kept ->> 'status', 'active')
    END AS status,
    CASE WHEN m.kept -> 'created_at' IS NULL THEN c.created_at END AS created_at,
    m.kept ->> 'last_login_at' AS last_login_at,
    m.kept ->> 'note' AS note,
    (m.kept ->> 'staff')::boolean AS staff
FROM customer AS c
CROSS JOIN LATERAL (SELECT CASE WHEN /*ours*/ true THEN c.metadata -> 'storefold' END AS kept) AS m
WHERE /*keys c.id COLLATE "C"*/
ORDER BY c.id COLLATE "C"
