DELETE FROM order_line_reference WHERE id IN (SELECT id FROM stage_delete);
