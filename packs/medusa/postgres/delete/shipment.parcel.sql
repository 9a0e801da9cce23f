UPDATE fulfillment AS f
SET metadata = jsonb_set(f.metadata, '{storefold_parcels}', (f.metadata -> 'storefold_parcels') - l.id)
FROM fulfillment_label AS l
WHERE l.id IN (SELECT id FROM stage_delete) AND f.id = l.fulfillment_id AND f.metadata -> 'storefold_parcels' IS NOT NULL;

DELETE FROM fulfillment_label WHERE id IN (SELECT id FROM stage_delete);
