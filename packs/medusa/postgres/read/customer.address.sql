SELECT
    a.customer_id AS parent,
    a.id AS key,
    CASE WHEN a.deleted_at IS NOT NULL THEN 'deleted_address' END AS skip,
    a.address_name AS kind,
    CASE WHEN m.kept -> 'is_default_ship' IS NOT NULL
        THEN (m.kept ->> 'is_default_ship')::boolean ELSE a.is_default_shipping END AS is_default_ship,
    CASE WHEN m.kept -> 'is_default_bill' IS NOT NULL
        THEN (m.kept ->> 'is_default_bill')::boolean ELSE a.is_default_billing END AS is_default_bill,
    CASE WHEN a.first_name IS NULL THEN a.last_name ELSE concat_ws(' ', a.first_name, nullif(a.last_name, '')) END AS full_name,
    a.company,
    a.address_1 AS line1,
    a.address_2 AS line2,
    m.kept ->> 'line3' AS line3,
    a.city,
    m.kept ->> 'district' AS district,
    a.province AS region,
    a.postal_code AS postal,
    CASE WHEN lower(m.kept ->> 'country') = a.country_code THEN m.kept ->> 'country' ELSE upper(a.country_code) END AS country,
    a.phone
FROM customer_address AS a
CROSS JOIN LATERAL (SELECT CASE WHEN /*ours*/ true THEN a.metadata -> 'storefold' END AS kept) AS m
WHERE /*keys a.customer_id COLLATE "C"*/
ORDER BY a.customer_id COLLATE "C", a.id COLLATE "C"
