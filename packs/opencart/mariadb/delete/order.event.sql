DELETE FROM oc_order_history WHERE order_history_id IN (SELECT d.id FROM stage_delete AS d);
