DELETE FROM fulfillment WHERE id IN (SELECT id FROM stage_delete);

DELETE FROM fulfillment_address WHERE id IN (SELECT 'fuladdr_' || substr(id, 5) FROM stage_delete);
