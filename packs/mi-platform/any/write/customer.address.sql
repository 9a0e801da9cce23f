INSERT INTO customer_addresses (
    id, customer_id, position, kind, is_default_ship, is_default_bill, full_name, company, line1, line2, line3,
    city, district, region, postal, country, phone)
SELECT
    id, parent_id, ordinal, kind, is_default_ship, is_default_bill, full_name, company, line1, line2, line3,
    city, district, region, postal, country, phone
FROM stage_customer_address
WHERE is_new = 1
ORDER BY id;

UPDATE customer_addresses
SET
    customer_id = s.parent_id, position = s.ordinal, kind = s.kind, is_default_ship = s.is_default_ship,
    is_default_bill = s.is_default_bill, full_name = s.full_name, company = s.company, line1 = s.line1,
    line2 = s.line2, line3 = s.line3, city = s.city, district = s.district, region = s.region,
    postal = s.postal, country = s.country, phone = s.phone
FROM stage_customer_address AS s
WHERE s.is_new = 0 AND customer_addresses.id = s.id;
