DELETE FROM customer_address WHERE id IN (SELECT id FROM stage_delete);
