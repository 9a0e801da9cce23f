DELETE FROM order_change WHERE id IN (SELECT id FROM stage_delete);
