-- A product that the target does not have becomes a product of its own that is deleted in Vendure's way: order lines show
-- its name, nobody can buy it, and Vendure never removes such rows, which would take the lines along (ON DELETE CASCADE).
-- What a variant has no column for stands in the product's description, which nobody reads on a deleted product.

WITH fresh AS MATERIALIZED (
    SELECT s.id AS variant, s.sku, nextval(pg_get_serial_sequence('product', 'id')) AS product
    FROM stage_product AS s
    WHERE s.is_new = 1
),
made AS (
    INSERT INTO product (id, "createdAt", "updatedAt", "deletedAt", enabled)
    SELECT f.product, timestamp '1970-01-01', timestamp '1970-01-01', timestamp '1970-01-01', false FROM fresh AS f
)
INSERT INTO product_variant (id, "createdAt", "updatedAt", "deletedAt", enabled, sku, "trackInventory", "taxCategoryId", "productId")
SELECT
    f.variant, timestamp '1970-01-01', timestamp '1970-01-01', timestamp '1970-01-01', false, coalesce(f.sku, ''), 'FALSE',
    (SELECT id FROM tax_category ORDER BY "isDefault" DESC, id LIMIT 1), f.product
FROM fresh AS f;

INSERT INTO product_translation ("languageCode", name, slug, description, "baseId")
SELECT (SELECT "defaultLanguageCode" FROM channel WHERE code = '__default_channel__'), '', '', '', v."productId"
FROM stage_product AS s
JOIN product_variant AS v ON v.id = s.id
WHERE s.is_new = 1;

INSERT INTO product_variant_translation ("languageCode", name, "baseId")
SELECT (SELECT "defaultLanguageCode" FROM channel WHERE code = '__default_channel__'), '', s.id
FROM stage_product AS s
WHERE s.is_new = 1;

INSERT INTO product_channels_channel ("productId", "channelId")
SELECT v."productId", h.id
FROM stage_product AS s
JOIN product_variant AS v ON v.id = s.id
CROSS JOIN channel AS h
WHERE s.is_new = 1;

INSERT INTO product_variant_channels_channel ("productVariantId", "channelId")
SELECT s.id, h.id FROM stage_product AS s CROSS JOIN channel AS h WHERE s.is_new = 1;

INSERT INTO product_variant_price ("currencyCode", "channelId", price, "variantId")
SELECT h."defaultCurrencyCode", h.id, 0, s.id FROM stage_product AS s CROSS JOIN channel AS h WHERE s.is_new = 1;

UPDATE product_variant SET sku = coalesce(s.sku, '')
FROM stage_product AS s
WHERE s.is_new = 0 AND product_variant.id = s.id;

-- Vendure shows an order line by the name of its variant alone.
UPDATE product_variant_translation
SET name = trim(coalesce(s.title, '') || ' ' || coalesce(s.variant_title, ''))
FROM stage_product AS s
WHERE product_variant_translation."baseId" = s.id;

UPDATE product_translation
SET
    name = coalesce(s.title, ''), slug = coalesce(s.handle, ''),
    description = jsonb_build_object(
        'storefold', jsonb_build_object(
            'gtin', s.gtin, 'variant_title', s.variant_title, 'options', s.options, 'status', s.status))::text
FROM stage_product AS s
JOIN product_variant AS v ON v.id = s.id
WHERE product_translation."baseId" = v."productId";
