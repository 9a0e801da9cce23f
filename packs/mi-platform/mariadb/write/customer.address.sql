INSERT INTO customer_addresses (
    id, customer_id, position, kind, is_default_ship, is_default_bill, full_name, company, line1, line2, line3,
    city, district, region, postal, country, phone)
SELECT
    id, parent_id, ordinal, kind, is_default_ship, is_default_bill, full_name, company, line1, line2, line3,
    city, district, region, postal, country, phone
FROM stage_customer_address
WHERE is_new = 1
ORDER BY id;

UPDATE customer_addresses AS t JOIN stage_customer_address AS s ON s.id = t.id
SET
    t.customer_id = s.parent_id, t.position = s.ordinal, t.kind = s.kind, t.is_default_ship = s.is_default_ship,
    t.is_default_bill = s.is_default_bill, t.full_name = s.full_name, t.company = s.company, t.line1 = s.line1,
    t.line2 = s.line2, t.line3 = s.line3, t.city = s.city, t.district = s.district, t.region = s.region,
    t.postal = s.postal, t.country = s.country, t.phone = s.phone
WHERE s.is_new = 0;
