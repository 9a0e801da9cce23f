-- The product that was made for the variant goes with it. Vendure's foreign key would take order lines along: where there
-- still are lines, both stay.
WITH gone AS (
    DELETE FROM product_variant AS v
    WHERE
        v.id IN (SELECT id FROM stage_delete)
        AND NOT EXISTS (SELECT 1 FROM order_line AS l WHERE l."productVariantId" = v.id)
    RETURNING v."productId"
),
texts AS (
    DELETE FROM product_translation WHERE "baseId" IN (SELECT "productId" FROM gone)
)
DELETE FROM product WHERE id IN (SELECT "productId" FROM gone);
