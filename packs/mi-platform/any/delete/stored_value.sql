DELETE FROM stored_values WHERE id IN (SELECT id FROM stage_delete);
