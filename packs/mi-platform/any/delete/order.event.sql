DELETE FROM order_events WHERE id IN (SELECT id FROM stage_delete);
