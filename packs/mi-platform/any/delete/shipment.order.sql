DELETE FROM shipment_orders WHERE id IN (SELECT id FROM stage_delete);
