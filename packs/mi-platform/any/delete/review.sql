DELETE FROM reviews WHERE id IN (SELECT id FROM stage_delete);
