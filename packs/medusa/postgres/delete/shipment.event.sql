UPDATE fulfillment AS f
SET metadata = jsonb_set(f.metadata, '{storefold_events}', coalesce((
    SELECT jsonb_agg(x.entry ORDER BY x.position)
    FROM jsonb_array_elements(f.metadata -> 'storefold_events') WITH ORDINALITY AS x(entry, position)
    WHERE x.entry ->> 'id' NOT IN (SELECT id FROM stage_delete)), '[]'))
WHERE jsonb_typeof(f.metadata -> 'storefold_events') = 'array' AND EXISTS (
    SELECT 1 FROM jsonb_array_elements(f.metadata -> 'storefold_events') AS x(entry)
    WHERE x.entry ->> 'id' IN (SELECT id FROM stage_delete));
