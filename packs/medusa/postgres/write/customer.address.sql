-- Medusa has a first and a last name: the last word is the last name, so that the two together are the full name again.
-- Only one address of a customer can be the default: further ones are kept as such in metadata.
INSERT INTO customer_address (id, customer_id, created_at, updated_at)
SELECT s.id, s.parent_id, c.created_at + make_interval(secs => s.ordinal * 0.001), c.created_at
FROM stage_customer_address AS s
JOIN customer AS c ON c.id = s.parent_id
WHERE s.is_new = 1;

UPDATE customer_address AS a
SET is_default_shipping = false, is_default_billing = false
FROM stage_customer_address AS s
WHERE a.id = s.id;

UPDATE customer_address AS a
SET
    address_name = s.kind, company = s.company, address_1 = s.line1, address_2 = s.line2, city = s.city, province = s.region,
    postal_code = s.postal, country_code = lower(s.country), phone = s.phone,
    first_name = coalesce((regexp_match(s.full_name, '^(.+) ([^ ]+)$'))[1], s.full_name),
    last_name = (regexp_match(s.full_name, '^(.+) ([^ ]+)$'))[2],
    is_default_shipping = d.ships, is_default_billing = d.bills,
    metadata = jsonb_build_object('storefold',
        jsonb_strip_nulls(jsonb_build_object(
            'line3', s.line3, 'district', s.district,
            'country', CASE WHEN s.country <> upper(lower(s.country)) THEN s.country END))
        || CASE WHEN s.is_default_ship IS DISTINCT FROM d.ships
            THEN jsonb_build_object('is_default_ship', s.is_default_ship) ELSE '{}' END
        || CASE WHEN s.is_default_bill IS DISTINCT FROM d.bills
            THEN jsonb_build_object('is_default_bill', s.is_default_bill) ELSE '{}' END)
FROM stage_customer_address AS s
CROSS JOIN LATERAL (
    SELECT
        coalesce(s.is_default_ship, false)
            AND NOT EXISTS (
                SELECT 1 FROM stage_customer_address AS x
                WHERE x.parent_id = s.parent_id AND x.is_default_ship AND (x.ordinal, x.id) < (s.ordinal, s.id))
            AND NOT EXISTS (
                SELECT 1 FROM customer_address AS x
                WHERE x.customer_id = s.parent_id AND x.is_default_shipping
                    AND NOT EXISTS (SELECT 1 FROM stage_customer_address AS y WHERE y.id = x.id)) AS ships,
        coalesce(s.is_default_bill, false)
            AND NOT EXISTS (
                SELECT 1 FROM stage_customer_address AS x
                WHERE x.parent_id = s.parent_id AND x.is_default_bill AND (x.ordinal, x.id) < (s.ordinal, s.id))
            AND NOT EXISTS (
                SELECT 1 FROM customer_address AS x
                WHERE x.customer_id = s.parent_id AND x.is_default_billing
                    AND NOT EXISTS (SELECT 1 FROM stage_customer_address AS y WHERE y.id = x.id)) AS bills) AS d
WHERE a.id = s.id;
