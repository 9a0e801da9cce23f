UPDATE customer AS c
SET metadata = coalesce(c.metadata, '{}') || jsonb_build_object('storefold_consents', coalesce((
    SELECT jsonb_agg(x.entry ORDER BY x.position)
    FROM jsonb_array_elements(CASE WHEN jsonb_typeof(c.metadata -> 'storefold_consents') = 'array'
        THEN c.metadata -> 'storefold_consents' END) WITH ORDINALITY AS x(entry, position)
    WHERE NOT EXISTS (SELECT 1 FROM stage_customer_consent AS s WHERE s.id = x.entry ->> 'id')), '[]') || n.entries)
FROM (
    SELECT s.parent_id, jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
        'id', s.id, 'purpose', s.purpose, 'channel', s.channel, 'state', s.state, 'basis', s.basis,
        'wording_version', s.wording_version, 'origin', s.origin, 'at', s.at, 'controller', s.controller)) ORDER BY s.ordinal) AS entries
    FROM stage_customer_consent AS s
    GROUP BY s.parent_id) AS n
WHERE c.id = n.parent_id;
