DELETE FROM authentication_method WHERE id IN (SELECT id FROM stage_delete);
