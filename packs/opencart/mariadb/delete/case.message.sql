DELETE FROM oc_return_history WHERE return_history_id IN (SELECT d.id FROM stage_delete AS d);
