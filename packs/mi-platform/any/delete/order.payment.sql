DELETE FROM order_payments WHERE id IN (SELECT id FROM stage_delete);
