DELETE FROM points_lots WHERE id IN (SELECT id FROM stage_delete);
