DELETE FROM products WHERE id IN (SELECT id FROM stage_delete);
