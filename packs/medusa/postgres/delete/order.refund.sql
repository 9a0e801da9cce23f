DELETE FROM refund WHERE id IN (SELECT id FROM stage_delete);

UPDATE "order" AS o
SET metadata = jsonb_set(o.metadata, '{storefold_refunds}', coalesce((
    SELECT jsonb_agg(x.entry) FROM jsonb_array_elements(o.metadata -> 'storefold_refunds') AS x(entry)
    WHERE x.entry ->> 'id' NOT IN (SELECT id FROM stage_delete)), '[]'))
WHERE jsonb_typeof(o.metadata -> 'storefold_refunds') = 'array' AND EXISTS (
    SELECT 1 FROM jsonb_array_elements(o.metadata -> 'storefold_refunds') AS x(entry)
    WHERE x.entry ->> 'id' IN (SELECT id FROM stage_delete));
