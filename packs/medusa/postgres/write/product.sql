-- A placeholder for what no product of the shop matches: a deleted product with a deleted variant, as Medusa itself keeps what
-- was sold once and is sold no more. Nobody sees it in the shop, and unique indexes leave it out.
INSERT INTO product (id, title, handle, status, metadata, created_at, updated_at, deleted_at)
SELECT
    'prod_' || substr(s.id, 9), coalesce(s.title, s.variant_title, s.sku, s.id), coalesce(s.handle, s.id), 'draft',
    '{"storefold": {"placeholder": true}}', now(), now(), now()
FROM stage_product AS s
WHERE s.is_new = 1;

INSERT INTO product_variant (id, product_id, title, manage_inventory, created_at, updated_at, deleted_at)
SELECT s.id, 'prod_' || substr(s.id, 9), '', false, now(), now(), now()
FROM stage_product AS s
WHERE s.is_new = 1;

UPDATE product AS p
SET title = coalesce(s.title, s.variant_title, s.sku, s.id), handle = coalesce(s.handle, s.id)
FROM stage_product AS s
WHERE s.is_new = 0 AND p.id = 'prod_' || substr(s.id, 9);

UPDATE product_variant AS v
SET
    title = coalesce(s.variant_title, s.title, s.sku, s.id), sku = s.sku, ean = s.gtin,
    metadata = jsonb_build_object('storefold',
        jsonb_build_object('status', s.status, 'options', s.options)
        || CASE WHEN s.handle IS NULL THEN '{"handle": null}'::jsonb ELSE '{}' END
        || CASE WHEN s.title IS NULL THEN '{"title": null}'::jsonb ELSE '{}' END
        || CASE WHEN s.variant_title IS NULL THEN '{"variant_title": null}'::jsonb ELSE '{}' END)
FROM stage_product AS s
WHERE v.id = s.id;
