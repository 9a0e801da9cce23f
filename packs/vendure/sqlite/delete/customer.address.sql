DELETE FROM address WHERE id IN (SELECT id FROM stage_delete);
