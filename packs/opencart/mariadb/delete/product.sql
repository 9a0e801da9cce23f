DELETE FROM oc_product_description WHERE product_id IN (SELECT d.id FROM stage_delete AS d);

DELETE FROM oc_product_to_store WHERE product_id IN (SELECT d.id FROM stage_delete AS d);

DELETE FROM oc_product WHERE product_id IN (SELECT d.id FROM stage_delete AS d);
