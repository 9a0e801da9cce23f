-- A third line and a district stand below the second line, parted by U+2028 (write/customer.address.sql).
SELECT
    a."customerId" AS parent,
    a.id AS key,
    a."defaultShippingAddress" AS is_default_ship,
    a."defaultBillingAddress" AS is_default_bill,
    nullif(a."fullName", '') AS full_name,
    nullif(a.company, '') AS company,
    nullif(a."streetLine1", '') AS line1,
    nullif(split_part(a."streetLine2", chr(8232), 1), '') AS line2,
    nullif(split_part(a."streetLine2", chr(8232), 2), '') AS line3,
    nullif(split_part(a."streetLine2", chr(8232), 3), '') AS district,
    nullif(a.city, '') AS city,
    nullif(a.province, '') AS region,
    nullif(a."postalCode", '') AS postal,
    r.code AS country,
    nullif(a."phoneNumber", '') AS phone
FROM address AS a
LEFT JOIN region AS r ON r.id = a."countryId"
WHERE /*keys a."customerId"*/
ORDER BY a."customerId", a.id
