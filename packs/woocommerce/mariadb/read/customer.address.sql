-- A user has one billing and one shipping address in its meta; further ones of a moved customer are one meta each. The id of
-- an address is that of the meta that holds its street. What WooCommerce has no field for stands in `_storefold_billing` and
-- `_storefold_shipping`, as long as the address is the one that was written.
-- The checkout of blocks keeps addresses escaped, the other one does not: both are read as they were typed.
WITH native AS (
    SELECT
        s.umeta_id, s.user_id,
        CASE WHEN s.meta_key = 'billing_address_1' THEN 'billing' ELSE 'shipping' END AS kind,
        nullif(s.meta_value, '') AS line1,
        max(CASE WHEN substring_index(m.meta_key, '_', -2) = 'first_name' THEN nullif(m.meta_value, '') END) AS first_name,
        max(CASE WHEN substring_index(m.meta_key, '_', -2) = 'last_name' THEN nullif(m.meta_value, '') END) AS last_name,
        max(CASE WHEN m.meta_key LIKE '%\_company' THEN nullif(m.meta_value, '') END) AS company,
        max(CASE WHEN m.meta_key LIKE '%\_address\_2' THEN nullif(m.meta_value, '') END) AS line2,
        max(CASE WHEN m.meta_key LIKE '%\_city' THEN nullif(m.meta_value, '') END) AS city,
        max(CASE WHEN m.meta_key LIKE '%\_state' THEN nullif(m.meta_value, '') END) AS region,
        max(CASE WHEN m.meta_key LIKE '%\_postcode' THEN nullif(m.meta_value, '') END) AS postal,
        max(CASE WHEN m.meta_key LIKE '%\_country' THEN nullif(m.meta_value, '') END) AS country,
        max(CASE WHEN m.meta_key LIKE '%\_phone' THEN nullif(m.meta_value, '') END) AS phone,
        max(CASE WHEN m.meta_key LIKE '\_storefold\_%' THEN m.meta_value END) AS x
    FROM wp_usermeta AS s
    LEFT JOIN wp_usermeta AS m ON m.user_id = s.user_id AND s.meta_key <> '_storefold_address'
        AND (m.meta_key IN ('billing_first_name', 'billing_last_name', 'billing_company', 'billing_address_2', 'billing_city',
                'billing_state', 'billing_postcode', 'billing_country', 'billing_phone', '_storefold_billing')
            AND s.meta_key = 'billing_address_1'
        OR m.meta_key IN ('shipping_first_name', 'shipping_last_name', 'shipping_company', 'shipping_address_2', 'shipping_city',
                'shipping_state', 'shipping_postcode', 'shipping_country', 'shipping_phone', '_storefold_shipping')
            AND s.meta_key = 'shipping_address_1')
    WHERE s.meta_key IN ('billing_address_1', 'shipping_address_1', '_storefold_address') AND /*keys s.user_id*/
    GROUP BY s.umeta_id
),
known AS (
    SELECT
        n.*,
        (SELECT s.meta_key = '_storefold_address' FROM wp_usermeta AS s WHERE s.umeta_id = n.umeta_id) AS is_further,
        concat_ws(' ', n.first_name, n.last_name) AS native_name
    FROM native AS n
)
SELECT
    k.user_id AS parent,
    k.umeta_id AS `key`,
    CASE
        WHEN k.is_further THEN json_value(k.line1, '$.full_name')
        WHEN json_value(k.x, '$.native_name') <=> nullif(k.native_name, '') AND json_exists(k.x, '$.full_name')
            THEN json_value(k.x, '$.full_name')
        ELSE nullif(replace(replace(replace(replace(replace(k.native_name,
            '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), '')
    END AS full_name,
    CASE WHEN k.is_further THEN json_value(k.line1, '$.kind') WHEN k.x IS NOT NULL THEN json_value(k.x, '$.kind')
        ELSE k.kind END AS kind,
    CASE WHEN k.is_further THEN json_value(k.line1, '$.is_default_ship') WHEN k.x IS NOT NULL
        THEN json_value(k.x, '$.is_default_ship') ELSE k.kind = 'shipping' END AS is_default_ship,
    CASE WHEN k.is_further THEN json_value(k.line1, '$.is_default_bill') WHEN k.x IS NOT NULL
        THEN json_value(k.x, '$.is_default_bill') ELSE k.kind = 'billing' END AS is_default_bill,
    CASE WHEN k.is_further THEN json_value(k.line1, '$.company')
        ELSE replace(replace(replace(replace(replace(k.company,
            '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&') END AS company,
    CASE WHEN k.is_further THEN json_value(k.line1, '$.line1')
        ELSE replace(replace(replace(replace(replace(k.line1,
            '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&') END AS line1,
    CASE WHEN k.is_further THEN json_value(k.line1, '$.line2')
        ELSE replace(replace(replace(replace(replace(k.line2,
            '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&') END AS line2,
    json_value(CASE WHEN k.is_further THEN k.line1 ELSE k.x END, '$.line3') AS line3,
    CASE WHEN k.is_further THEN json_value(k.line1, '$.city')
        ELSE replace(replace(replace(replace(replace(k.city,
            '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&') END AS city,
    json_value(CASE WHEN k.is_further THEN k.line1 ELSE k.x END, '$.district') AS district,
    CASE WHEN k.is_further THEN json_value(k.line1, '$.region')
        ELSE replace(replace(replace(replace(replace(k.region,
            '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&') END AS region,
    CASE WHEN k.is_further THEN json_value(k.line1, '$.postal')
        ELSE replace(replace(replace(replace(replace(k.postal,
            '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&') END AS postal,
    CASE WHEN k.is_further THEN json_value(k.line1, '$.country') ELSE k.country END AS country,
    CASE WHEN k.is_further THEN json_value(k.line1, '$.phone') ELSE k.phone END AS phone
FROM known AS k
WHERE json_value(k.x, '$.copy_of') IS NULL
ORDER BY k.user_id, k.umeta_id
