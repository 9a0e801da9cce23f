DELETE FROM order_lines WHERE id IN (SELECT id FROM stage_delete);
