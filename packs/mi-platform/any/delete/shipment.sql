DELETE FROM shipments WHERE id IN (SELECT id FROM stage_delete);
