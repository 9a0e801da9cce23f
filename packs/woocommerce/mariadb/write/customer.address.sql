-- WooCommerce has one billing and one shipping address. The default ones become those, unless the user has one already that is
-- not ours; one that is both is kept as billing, with a copy as shipping; any further one is a meta of its own that
-- WooCommerce does not show. `_storefold_billing` and `_storefold_shipping` say whose they are and hold the rest.
-- WooCommerce keeps addresses as they were typed and escapes them where it shows them; only what would be taken for an entity is
-- written with one.
DELETE m FROM wp_usermeta AS m
JOIN wp_usermeta AS x ON x.user_id = m.user_id AND x.meta_key = '_storefold_billing'
JOIN stage_customer_address AS s ON s.is_new = 0 AND json_value(x.meta_value, '$.id') = s.id
WHERE m.meta_key IN ('billing_first_name', 'billing_last_name', 'billing_company', 'billing_address_1', 'billing_address_2',
    'billing_city', 'billing_state', 'billing_postcode', 'billing_country', 'billing_phone', '_storefold_billing');

DELETE m FROM wp_usermeta AS m
JOIN wp_usermeta AS x ON x.user_id = m.user_id AND x.meta_key = '_storefold_shipping'
JOIN stage_customer_address AS s ON s.is_new = 0 AND json_value(x.meta_value, '$.id') = s.id
WHERE m.meta_key IN ('shipping_first_name', 'shipping_last_name', 'shipping_company', 'shipping_address_1', 'shipping_address_2',
    'shipping_city', 'shipping_state', 'shipping_postcode', 'shipping_country', 'shipping_phone', '_storefold_shipping');

DELETE m FROM wp_usermeta AS m
JOIN stage_customer_address AS s ON s.is_new = 0 AND m.umeta_id = s.id;

INSERT INTO wp_usermeta (umeta_id, user_id, meta_key, meta_value)
WITH bills AS (
    SELECT s.parent_id, min(s.ordinal) AS ordinal FROM stage_customer_address AS s
    WHERE s.is_default_bill = 1 AND NOT EXISTS (
        SELECT 1 FROM wp_usermeta AS m WHERE m.user_id = s.parent_id AND m.meta_key = 'billing_address_1')
    GROUP BY s.parent_id
),
ships AS (
    SELECT s.parent_id, min(s.ordinal) AS ordinal FROM stage_customer_address AS s
    WHERE s.is_default_ship = 1 AND NOT EXISTS (
        SELECT 1 FROM wp_usermeta AS m WHERE m.user_id = s.parent_id AND m.meta_key = 'shipping_address_1')
    GROUP BY s.parent_id
)
SELECT
    s.id, s.parent_id,
    CASE WHEN b.ordinal = s.ordinal THEN 'billing_address_1' WHEN h.ordinal = s.ordinal THEN 'shipping_address_1'
        ELSE '_storefold_address' END,
    CASE WHEN b.ordinal <=> s.ordinal OR h.ordinal <=> s.ordinal THEN coalesce(s.line1, '')
        ELSE json_object(
            'kind', s.kind, 'is_default_ship', s.is_default_ship, 'is_default_bill', s.is_default_bill, 'full_name', s.full_name,
            'company', s.company, 'line1', s.line1, 'line2', s.line2, 'line3', s.line3, 'city', s.city,
            'district', s.district, 'region', s.region, 'postal', s.postal, 'country', s.country, 'phone', s.phone) END
FROM stage_customer_address AS s
LEFT JOIN bills AS b ON b.parent_id = s.parent_id
LEFT JOIN ships AS h ON h.parent_id = s.parent_id
ORDER BY s.id;

INSERT INTO wp_usermeta (user_id, meta_key, meta_value)
SELECT
    s.parent_id,
    CASE WHEN k.name = 'storefold' THEN concat('_storefold_', substring_index(r.meta_key, '_', 1))
        ELSE concat(substring_index(r.meta_key, '_', 1), '_', k.name) END,
    CASE k.name
        WHEN 'first_name' THEN CASE WHEN locate(' ', s.full_name) > 0 
            THEN left(s.full_name, char_length(s.full_name) - char_length(substring_index(s.full_name, ' ', -1)) - 1)
            ELSE coalesce(s.full_name, '') END
        WHEN 'last_name' THEN CASE WHEN locate(' ', s.full_name) > 0 THEN substring_index(s.full_name, ' ', -1) ELSE '' END
        WHEN 'company' THEN coalesce(s.company, '')
        WHEN 'address_2' THEN coalesce(s.line2, '')
        WHEN 'city' THEN coalesce(s.city, '')
        WHEN 'state' THEN coalesce(s.region, '')
        WHEN 'postcode' THEN coalesce(s.postal, '')
        WHEN 'country' THEN coalesce(s.country, '')
        WHEN 'phone' THEN coalesce(s.phone, '')
        ELSE json_object(
            'id', s.id, 'kind', s.kind, 'is_default_ship', s.is_default_ship, 'is_default_bill', s.is_default_bill,
            'line3', s.line3, 'district', s.district, 'full_name', s.full_name,
            'native_name', nullif(concat_ws(' ', nullif(CASE WHEN locate(' ', s.full_name) > 0 
            THEN left(s.full_name, char_length(s.full_name) - char_length(substring_index(s.full_name, ' ', -1)) - 1)
            ELSE coalesce(s.full_name, '') END, ''), nullif(CASE WHEN locate(' ', s.full_name) > 0
                THEN substring_index(s.full_name, ' ', -1) ELSE '' END, '')), '')) END
FROM stage_customer_address AS s
JOIN wp_usermeta AS r ON r.umeta_id = s.id AND r.meta_key IN ('billing_address_1', 'shipping_address_1')
JOIN (SELECT 'first_name' AS name UNION ALL SELECT 'last_name' UNION ALL SELECT 'company' UNION ALL SELECT 'address_2'
    UNION ALL SELECT 'city' UNION ALL SELECT 'state' UNION ALL SELECT 'postcode' UNION ALL SELECT 'country'
    UNION ALL SELECT 'phone' UNION ALL SELECT 'storefold') AS k
ORDER BY s.id;

UPDATE wp_usermeta AS m
JOIN wp_usermeta AS r ON r.user_id = m.user_id AND r.meta_key IN ('billing_address_1', 'shipping_address_1')
JOIN stage_customer_address AS s ON s.id = r.umeta_id
SET m.meta_value = regexp_replace(m.meta_value, '&(?=(amp|lt|gt|quot|#039);)', '&amp;')
WHERE m.meta_key IN ('billing_company', 'billing_address_1', 'billing_address_2', 'billing_city', 'billing_state', 'billing_postcode',
        'shipping_company', 'shipping_address_1', 'shipping_address_2', 'shipping_city', 'shipping_state', 'shipping_postcode')
    AND substring_index(m.meta_key, '_', 1) = substring_index(r.meta_key, '_', 1)
    AND m.meta_value REGEXP '&(amp|lt|gt|quot|#039);';

INSERT INTO wp_usermeta (user_id, meta_key, meta_value)
SELECT s.parent_id, '_storefold_shipping', json_object('id', s.id, 'copy_of', s.id)
FROM stage_customer_address AS s
JOIN wp_usermeta AS r ON r.umeta_id = s.id AND r.meta_key = 'billing_address_1'
WHERE s.is_default_ship = 1
    AND NOT EXISTS (SELECT 1 FROM wp_usermeta AS o WHERE o.user_id = s.parent_id AND o.meta_key = 'shipping_address_1')
ORDER BY s.id;

INSERT INTO wp_usermeta (user_id, meta_key, meta_value)
SELECT m.user_id, concat('shipping', substr(m.meta_key, 8)), m.meta_value
FROM stage_customer_address AS s
JOIN wp_usermeta AS r ON r.umeta_id = s.id AND r.meta_key = 'billing_address_1'
JOIN wp_usermeta AS c ON c.user_id = s.parent_id AND c.meta_key = '_storefold_shipping'
    AND json_value(c.meta_value, '$.copy_of') = s.id
JOIN wp_usermeta AS m ON m.user_id = s.parent_id AND m.meta_key IN ('billing_first_name', 'billing_last_name',
    'billing_company', 'billing_address_1', 'billing_address_2',
    'billing_city', 'billing_state', 'billing_postcode', 'billing_country', 'billing_phone')
ORDER BY m.umeta_id
