DELETE FROM order_refunds WHERE id IN (SELECT id FROM stage_delete);
