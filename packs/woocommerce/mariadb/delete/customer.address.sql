DELETE m FROM wp_usermeta AS m
JOIN wp_usermeta AS x ON x.user_id = m.user_id AND x.meta_key = '_storefold_billing'
JOIN stage_delete AS s ON json_value(x.meta_value, '$.id') = s.id
WHERE m.meta_key IN ('billing_first_name', 'billing_last_name', 'billing_company', 'billing_address_1', 'billing_address_2',
    'billing_city', 'billing_state', 'billing_postcode', 'billing_country', 'billing_phone', '_storefold_billing');

DELETE m FROM wp_usermeta AS m
JOIN wp_usermeta AS x ON x.user_id = m.user_id AND x.meta_key = '_storefold_shipping'
JOIN stage_delete AS s ON json_value(x.meta_value, '$.id') = s.id
WHERE m.meta_key IN ('shipping_first_name', 'shipping_last_name', 'shipping_company', 'shipping_address_1', 'shipping_address_2',
    'shipping_city', 'shipping_state', 'shipping_postcode', 'shipping_country', 'shipping_phone', '_storefold_shipping');

DELETE m FROM wp_usermeta AS m
JOIN stage_delete AS s ON m.umeta_id = s.id
