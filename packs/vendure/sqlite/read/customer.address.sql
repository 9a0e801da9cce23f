-- A third line and a district stand below the second line, parted by U+2028 (write/customer.address.sql).
SELECT
    a.customerId AS parent,
    a.id AS key,
    a.defaultShippingAddress AS is_default_ship,
    a.defaultBillingAddress AS is_default_bill,
    nullif(a.fullName, '') AS full_name,
    nullif(a.company, '') AS company,
    nullif(a.streetLine1, '') AS line1,
    nullif(iif(instr(a.streetLine2, char(8232)), substr(a.streetLine2, 1, instr(a.streetLine2, char(8232)) - 1), a.streetLine2), '')
        AS line2,
    nullif(substr(a.below, 1, instr(a.below, char(8232)) - 1), '') AS line3,
    nullif(rtrim(substr(a.below, instr(a.below, char(8232)) + 1), char(8232)), '') AS district,
    nullif(a.city, '') AS city,
    nullif(a.province, '') AS region,
    nullif(a.postalCode, '') AS postal,
    r.code AS country,
    nullif(a.phoneNumber, '') AS phone
FROM (
    SELECT
        d.*,
        iif(instr(d.streetLine2, char(8232)), substr(d.streetLine2, instr(d.streetLine2, char(8232)) + 1), '') || char(8232) AS below
    FROM address AS d
) AS a
LEFT JOIN region AS r ON r.id = a.countryId
WHERE /*keys a.customerId*/
ORDER BY a.customerId, a.id
