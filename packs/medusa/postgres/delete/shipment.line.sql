DELETE FROM fulfillment_item WHERE id IN (SELECT id FROM stage_delete);
