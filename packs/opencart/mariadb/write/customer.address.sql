-- Zones are found by their name in the address's country; a region that is none of them stays in custom_field.
INSERT INTO oc_address (
    address_id, customer_id, firstname, lastname, company, address_1, address_2, city, postcode, country_id, zone_id,
    custom_field, `default`)
SELECT s.id, s.parent_id, '', '', '', '', '', '', '', 0, 0, '', 0
FROM stage_customer_address AS s
WHERE s.is_new = 1;

UPDATE oc_address AS a
JOIN stage_customer_address AS s ON s.id = a.address_id
SET
    a.customer_id = s.parent_id,
    a.firstname = COALESCE(IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(IF(LOCATE(' ', s.full_name) > 0,
        LEFT(s.full_name, CHAR_LENGTH(s.full_name) - CHAR_LENGTH(SUBSTRING_INDEX(s.full_name, ' ', -1)) - 1),
        s.full_name), '&', '&amp;'), '"', '&quot;'), '<', '&lt;'), '>', '&gt;')) <= 32,
        REPLACE(REPLACE(REPLACE(REPLACE(IF(LOCATE(' ', s.full_name) > 0, LEFT(s.full_name,
        CHAR_LENGTH(s.full_name) - CHAR_LENGTH(SUBSTRING_INDEX(s.full_name, ' ', -1)) - 1), s.full_name), '&',
        '&amp;'), '"', '&quot;'), '<', '&lt;'), '>', '&gt;'),
        LEFT(REGEXP_REPLACE(IF(LOCATE(' ', s.full_name) > 0, LEFT(s.full_name,
            CHAR_LENGTH(s.full_name) - CHAR_LENGTH(SUBSTRING_INDEX(s.full_name, ' ', -1)) - 1), s.full_name),
            '[&<>"]', ''), 32)), ''),
    a.lastname = COALESCE(IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(IF(LOCATE(' ', s.full_name) > 0,
        SUBSTRING_INDEX(s.full_name, ' ', -1), ''), '&', '&amp;'), '"', '&quot;'), '<', '&lt;'), '>', '&gt;')) <= 32,
        REPLACE(REPLACE(REPLACE(REPLACE(IF(LOCATE(' ', s.full_name) > 0, SUBSTRING_INDEX(s.full_name, ' ', -1), ''),
        '&', '&amp;'), '"', '&quot;'), '<', '&lt;'), '>', '&gt;'),
        LEFT(REGEXP_REPLACE(IF(LOCATE(' ', s.full_name) > 0, SUBSTRING_INDEX(s.full_name, ' ', -1), ''), '[&<>"]',
            ''), 32)), ''),
    a.company = COALESCE(IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(s.company, '&', '&amp;'), '"', '&quot;'),
        '<', '&lt;'), '>', '&gt;')) <= 60, REPLACE(REPLACE(REPLACE(REPLACE(s.company, '&', '&amp;'), '"', '&quot;'),
        '<', '&lt;'), '>', '&gt;'),
        LEFT(REGEXP_REPLACE(s.company, '[&<>"]', ''), 60)), ''),
    a.address_1 = COALESCE(IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(s.line1, '&', '&amp;'), '"', '&quot;'),
        '<', '&lt;'), '>', '&gt;')) <= 128, REPLACE(REPLACE(REPLACE(REPLACE(s.line1, '&', '&amp;'), '"', '&quot;'),
        '<', '&lt;'), '>', '&gt;'),
        LEFT(REGEXP_REPLACE(s.line1, '[&<>"]', ''), 128)), ''),
    a.address_2 = COALESCE(IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(s.line2, '&', '&amp;'), '"', '&quot;'),
        '<', '&lt;'), '>', '&gt;')) <= 128, REPLACE(REPLACE(REPLACE(REPLACE(s.line2, '&', '&amp;'), '"', '&quot;'),
        '<', '&lt;'), '>', '&gt;'),
        LEFT(REGEXP_REPLACE(s.line2, '[&<>"]', ''), 128)), ''),
    a.city = COALESCE(IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(s.city, '&', '&amp;'), '"', '&quot;'), '<',
        '&lt;'), '>', '&gt;')) <= 128, REPLACE(REPLACE(REPLACE(REPLACE(s.city, '&', '&amp;'), '"', '&quot;'), '<',
        '&lt;'), '>', '&gt;'),
        LEFT(REGEXP_REPLACE(s.city, '[&<>"]', ''), 128)), ''),
    a.postcode = COALESCE(IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(s.postal, '&', '&amp;'), '"', '&quot;'),
        '<', '&lt;'), '>', '&gt;')) <= 10, REPLACE(REPLACE(REPLACE(REPLACE(s.postal, '&', '&amp;'), '"', '&quot;'),
        '<', '&lt;'), '>', '&gt;'),
        LEFT(REGEXP_REPLACE(s.postal, '[&<>"]', ''), 10)), ''),
    a.country_id = COALESCE((SELECT MIN(n.country_id) FROM oc_country AS n
        WHERE n.iso_code_2 = CONVERT(s.country USING utf8mb4) COLLATE utf8mb4_unicode_ci), 0),
    a.zone_id = COALESCE((
        SELECT MIN(z.zone_id) FROM oc_zone AS z JOIN oc_zone_description AS d ON d.zone_id = z.zone_id
        WHERE d.name = CONVERT(REPLACE(REPLACE(REPLACE(REPLACE(s.region, '&', '&amp;'), '"', '&quot;'), '<', '&lt;'),
            '>', '&gt;') USING utf8mb4) COLLATE utf8mb4_unicode_ci
            AND z.country_id = COALESCE((SELECT MIN(n.country_id) FROM oc_country AS n
                WHERE n.iso_code_2 = CONVERT(s.country USING utf8mb4) COLLATE utf8mb4_unicode_ci), 0)), 0),
    a.`default` = COALESCE(s.is_default_ship, 0) OR COALESCE(s.is_default_bill, 0),
    a.custom_field = JSON_MERGE_PATCH(IF(LEFT(LTRIM(a.custom_field), 1) = '{' AND JSON_VALID(a.custom_field),
        a.custom_field, '{}'), JSON_OBJECT('storefold',
    JSON_OBJECT(
        'sf', 1,
        'kind', s.kind,
        'is_default_ship', s.is_default_ship,
        'is_default_bill', s.is_default_bill,
        'full_name', IF(s.full_name = '' OR s.full_name LIKE ' %' OR s.full_name LIKE '% '
            OR CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(IF(LOCATE(' ', s.full_name) > 0, LEFT(s.full_name,
                CHAR_LENGTH(s.full_name) - CHAR_LENGTH(SUBSTRING_INDEX(s.full_name, ' ', -1)) - 1), s.full_name),
                '&', '&amp;'), '"', '&quot;'), '<', '&lt;'), '>', '&gt;')) > 32
                OR CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(IF(LOCATE(' ', s.full_name) > 0,
                SUBSTRING_INDEX(s.full_name, ' ', -1), ''), '&', '&amp;'), '"', '&quot;'), '<', '&lt;'), '>',
                '&gt;')) > 32, s.full_name, NULL),
        'company', IF(s.company = '' OR CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(s.company, '&', '&amp;'), '"',
            '&quot;'), '<', '&lt;'), '>', '&gt;')) > 60, s.company, NULL),
        'line1', IF(s.line1 = '' OR CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(s.line1, '&', '&amp;'), '"',
            '&quot;'), '<', '&lt;'), '>', '&gt;')) > 128, s.line1, NULL),
        'line2', IF(s.line2 = '' OR CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(s.line2, '&', '&amp;'), '"',
            '&quot;'), '<', '&lt;'), '>', '&gt;')) > 128, s.line2, NULL),
        'line3', s.line3,
        'city', IF(s.city = '' OR CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(s.city, '&', '&amp;'), '"', '&quot;'),
            '<', '&lt;'), '>', '&gt;')) > 128, s.city, NULL),
        'district', s.district,
        'region', s.region,
        'postal', IF(s.postal = '' OR CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(s.postal, '&', '&amp;'), '"',
            '&quot;'), '<', '&lt;'), '>', '&gt;')) > 10, s.postal, NULL),
        'country', IF(EXISTS (SELECT 1 FROM oc_country AS n WHERE BINARY n.iso_code_2 = BINARY s.country), NULL,
            s.country),
        'phone', s.phone)));

-- OpenCart knows one default: the first stays one where a customer would have two.
UPDATE oc_address AS a
JOIN (
    SELECT t.customer_id, MIN(t.address_id) AS keep FROM oc_address AS t
    WHERE t.`default` = 1 AND t.customer_id IN (SELECT n.parent_id FROM stage_customer_address AS n)
    GROUP BY t.customer_id HAVING COUNT(*) > 1) AS k ON k.customer_id = a.customer_id
JOIN stage_customer_address AS s ON s.id = a.address_id
SET a.`default` = 0
WHERE a.address_id <> k.keep;
