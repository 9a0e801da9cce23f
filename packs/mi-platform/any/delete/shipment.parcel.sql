DELETE FROM parcels WHERE id IN (SELECT id FROM stage_delete);
