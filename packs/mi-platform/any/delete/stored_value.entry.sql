DELETE FROM stored_value_entries WHERE id IN (SELECT id FROM stage_delete);
