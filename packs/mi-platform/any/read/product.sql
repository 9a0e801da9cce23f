SELECT
    id AS "key", 'mi' AS sites, sku, gtin, handle, title, variant_title, options, status
FROM products
WHERE /*keys id*/
ORDER BY id
