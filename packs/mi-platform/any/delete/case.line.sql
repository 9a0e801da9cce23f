DELETE FROM case_lines WHERE id IN (SELECT id FROM stage_delete);
