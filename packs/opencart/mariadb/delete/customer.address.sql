DELETE FROM oc_address WHERE address_id IN (SELECT d.id FROM stage_delete AS d);
