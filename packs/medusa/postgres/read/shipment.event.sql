-- Medusa keeps no tracking events; these came with a move and stand in the fulfilment's metadata.
SELECT
    f.id AS parent,
    x.entry ->> 'id' AS key,
    x.entry ->> 'parcel' AS parcel,
    x.entry ->> 'at' AS at,
    x.entry ->> 'offset_minutes' AS offset_minutes,
    x.entry ->> 'status' AS status,
    x.entry ->> 'raw_code' AS raw_code,
    x.entry ->> 'raw_text' AS raw_text,
    x.entry ->> 'location' AS location
FROM fulfillment AS f
CROSS JOIN LATERAL jsonb_array_elements(
    CASE WHEN jsonb_typeof(f.metadata -> 'storefold_events') = 'array' THEN f.metadata -> 'storefold_events' END)
    WITH ORDINALITY AS x(entry, position)
WHERE /*keys f.id COLLATE "C"*/
ORDER BY f.id COLLATE "C", x.position
