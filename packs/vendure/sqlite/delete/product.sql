-- The product that was made for the variant goes with it. Vendure's foreign key would take order lines along: where there
-- still are lines, both stay.
CREATE TEMP TABLE IF NOT EXISTS gone_product (id);

DELETE FROM gone_product;

INSERT INTO gone_product
SELECT v.productId
FROM product_variant AS v
WHERE
    v.id IN (SELECT id FROM stage_delete)
    AND NOT EXISTS (SELECT 1 FROM order_line AS l WHERE l.productVariantId = v.id);

DELETE FROM product_variant WHERE productId IN (SELECT id FROM gone_product);

DELETE FROM product_translation WHERE baseId IN (SELECT id FROM gone_product);

DELETE FROM product WHERE id IN (SELECT id FROM gone_product);
