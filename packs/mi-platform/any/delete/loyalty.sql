DELETE FROM points_accounts WHERE id IN (SELECT id FROM stage_delete);
