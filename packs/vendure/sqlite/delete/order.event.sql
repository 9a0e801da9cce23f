DELETE FROM history_entry WHERE id IN (SELECT id FROM stage_delete);
