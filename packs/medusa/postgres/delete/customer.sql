DELETE FROM customer_group_customer WHERE customer_id IN (SELECT id FROM stage_delete);

DELETE FROM auth_identity WHERE app_metadata ->> 'customer_id' IN (SELECT id FROM stage_delete);

DELETE FROM customer WHERE id IN (SELECT id FROM stage_delete);
