DELETE FROM order_fulfillment WHERE id IN (SELECT id FROM stage_delete);
