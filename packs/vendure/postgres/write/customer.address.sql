-- A third line and the district stand below the second line, parted by U+2028, which no form lets anybody type.
-- A country that the shop does not know comes as one that is switched off.
INSERT INTO region (code, type, enabled, discriminator)
SELECT DISTINCT s.country, 'country', false, 'Country'
FROM stage_customer_address AS s
WHERE s.country IS NOT NULL AND NOT EXISTS (SELECT 1 FROM region AS r WHERE r.code = s.country);

INSERT INTO region_translation ("languageCode", name, "baseId")
SELECT (SELECT "defaultLanguageCode" FROM channel WHERE code = '__default_channel__'), r.code, r.id
FROM region AS r
WHERE NOT r.enabled AND r.code IN (SELECT s.country FROM stage_customer_address AS s)
    AND NOT EXISTS (SELECT 1 FROM region_translation AS t WHERE t."baseId" = r.id);

INSERT INTO address (id, "streetLine1", "customerId")
SELECT s.id, '', s.parent_id
FROM stage_customer_address AS s
WHERE s.is_new = 1;

UPDATE address
SET
    "customerId" = s.parent_id, "defaultShippingAddress" = coalesce(s.is_default_ship, false),
    "defaultBillingAddress" = coalesce(s.is_default_bill, false), "fullName" = coalesce(s.full_name, ''),
    company = coalesce(s.company, ''), "streetLine1" = coalesce(s.line1, ''),
    "streetLine2" = rtrim(
        coalesce(s.line2, '') || chr(8232) || coalesce(s.line3, '') || chr(8232) || coalesce(s.district, ''), chr(8232)),
    city = coalesce(s.city, ''), province = coalesce(s.region, ''), "postalCode" = coalesce(s.postal, ''),
    "phoneNumber" = coalesce(s.phone, ''),
    "countryId" = (SELECT min(r.id) FROM region AS r WHERE r.code = s.country)
FROM stage_customer_address AS s
WHERE address.id = s.id;
