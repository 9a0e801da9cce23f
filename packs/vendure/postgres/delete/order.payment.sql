DELETE FROM payment WHERE id IN (SELECT id FROM stage_delete);
