DELETE FROM cases WHERE id IN (SELECT id FROM stage_delete);
