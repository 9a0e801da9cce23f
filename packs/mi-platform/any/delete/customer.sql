DELETE FROM customers WHERE id IN (SELECT id FROM stage_delete);
