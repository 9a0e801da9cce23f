DELETE FROM oc_customer WHERE customer_id IN (SELECT d.id FROM stage_delete AS d);
