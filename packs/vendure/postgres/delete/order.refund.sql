DELETE FROM refund WHERE id IN (SELECT id FROM stage_delete);
