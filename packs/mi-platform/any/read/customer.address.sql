SELECT
    customer_id AS parent, id AS "key", kind, is_default_ship, is_default_bill, full_name, company, line1, line2,
    line3, city, district, region, postal, country, phone
FROM customer_addresses
WHERE /*keys customer_id*/
ORDER BY customer_id, position, id
