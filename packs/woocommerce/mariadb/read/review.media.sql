-- WooCommerce has no pictures with reviews; those of a moved review are one meta each.
SELECT
    x.comment_id AS parent,
    x.meta_id AS `key`,
    json_value(x.meta_value, '$.url') AS url,
    json_value(x.meta_value, '$.sha256') AS sha256,
    json_value(x.meta_value, '$.type') AS type
FROM wp_commentmeta AS x
WHERE x.meta_key = '_storefold_media' AND /*keys x.comment_id*/
ORDER BY x.comment_id, x.meta_id
