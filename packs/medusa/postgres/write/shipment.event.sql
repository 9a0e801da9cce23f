UPDATE fulfillment AS f
SET metadata = coalesce(f.metadata, '{}') || jsonb_build_object('storefold_events', coalesce((
    SELECT jsonb_agg(x.entry ORDER BY x.position)
    FROM jsonb_array_elements(CASE WHEN jsonb_typeof(f.metadata -> 'storefold_events') = 'array'
        THEN f.metadata -> 'storefold_events' END) WITH ORDINALITY AS x(entry, position)
    WHERE NOT EXISTS (SELECT 1 FROM stage_shipment_event AS s WHERE s.id = x.entry ->> 'id')), '[]') || n.entries)
FROM (
    SELECT s.parent_id, jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
        'id', s.id, 'parcel', s.parcel_id, 'at', s.at, 'offset_minutes', s.offset_minutes, 'status', s.status,
        'raw_code', s.raw_code, 'raw_text', s.raw_text, 'location', s.location)) ORDER BY s.ordinal) AS entries
    FROM stage_shipment_event AS s
    GROUP BY s.parent_id) AS n
WHERE f.id = n.parent_id;
