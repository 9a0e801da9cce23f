DELETE FROM product WHERE metadata #>> '{storefold,placeholder}' = 'true' AND id IN (
    SELECT 'prod_' || substr(id, 9) FROM stage_delete);

DELETE FROM product_variant WHERE id IN (SELECT id FROM stage_delete);
