DELETE FROM oc_return WHERE return_id IN (SELECT d.id FROM stage_delete AS d);
