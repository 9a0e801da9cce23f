DELETE FROM case_messages WHERE id IN (SELECT id FROM stage_delete);
