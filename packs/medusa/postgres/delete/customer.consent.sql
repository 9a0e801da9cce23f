UPDATE customer AS c
SET metadata = jsonb_set(c.metadata, '{storefold_consents}', coalesce((
    SELECT jsonb_agg(x.entry ORDER BY x.position)
    FROM jsonb_array_elements(c.metadata -> 'storefold_consents') WITH ORDINALITY AS x(entry, position)
    WHERE x.entry ->> 'id' NOT IN (SELECT id FROM stage_delete)), '[]'))
WHERE jsonb_typeof(c.metadata -> 'storefold_consents') = 'array' AND EXISTS (
    SELECT 1 FROM jsonb_array_elements(c.metadata -> 'storefold_consents') AS x(entry)
    WHERE x.entry ->> 'id' IN (SELECT id FROM stage_delete));
