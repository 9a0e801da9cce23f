DELETE FROM customer_addresses WHERE id IN (SELECT id FROM stage_delete);
