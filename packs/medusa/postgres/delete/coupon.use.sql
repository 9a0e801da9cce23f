DELETE FROM order_promotion WHERE id IN (SELECT id FROM stage_delete);

UPDATE promotion AS p
SET metadata = jsonb_set(p.metadata, '{storefold_uses}', (
    SELECT coalesce(jsonb_object_agg(x.key, x.value), '{}') FROM jsonb_each(p.metadata -> 'storefold_uses') AS x
    WHERE x.key NOT IN (SELECT id FROM stage_delete)))
WHERE jsonb_typeof(p.metadata -> 'storefold_uses') = 'object' AND EXISTS (
    SELECT 1 FROM jsonb_object_keys(p.metadata -> 'storefold_uses') AS x(id) WHERE x.id IN (SELECT id FROM stage_delete));
