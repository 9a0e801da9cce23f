INSERT INTO products (
    id, sku, gtin, handle, title, variant_title, options, status)
SELECT
    id, sku, gtin, handle, title, variant_title, options, status
FROM stage_product
WHERE is_new = 1
ORDER BY id;

UPDATE products AS t JOIN stage_product AS s ON s.id = t.id
SET
    t.sku = s.sku, t.gtin = s.gtin, t.handle = s.handle, t.title = s.title, t.variant_title = s.variant_title,
    t.options = s.options, t.status = s.status
WHERE s.is_new = 0;
