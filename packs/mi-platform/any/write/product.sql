INSERT INTO products (
    id, sku, gtin, handle, title, variant_title, options, status)
SELECT
    id, sku, gtin, handle, title, variant_title, options, status
FROM stage_product
WHERE is_new = 1
ORDER BY id;

UPDATE products
SET
    sku = s.sku, gtin = s.gtin, handle = s.handle, title = s.title, variant_title = s.variant_title,
    options = s.options, status = s.status
FROM stage_product AS s
WHERE s.is_new = 0 AND products.id = s.id;
