-- WooCommerce keeps no consents; those of a moved customer are one meta each.
SELECT
    x.user_id AS parent,
    x.umeta_id AS `key`,
    json_value(x.meta_value, '$.purpose') AS purpose,
    json_value(x.meta_value, '$.channel') AS channel,
    json_value(x.meta_value, '$.state') AS state,
    json_value(x.meta_value, '$.basis') AS basis,
    json_value(x.meta_value, '$.wording_version') AS wording_version,
    json_value(x.meta_value, '$.origin') AS origin,
    json_value(x.meta_value, '$.at') AS at,
    json_value(x.meta_value, '$.controller') AS controller
FROM wp_usermeta AS x
WHERE x.meta_key = '_storefold_consent' AND /*keys x.user_id*/
ORDER BY x.user_id, x.umeta_id
