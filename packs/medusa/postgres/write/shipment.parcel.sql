INSERT INTO fulfillment_label (id, tracking_number, tracking_url, label_url, fulfillment_id, created_at, updated_at)
SELECT s.id, coalesce(s.tracking_no, ''), coalesce(s.url, ''), '', s.parent_id, f.created_at, f.created_at
FROM stage_shipment_parcel AS s
JOIN fulfillment AS f ON f.id = s.parent_id
WHERE s.is_new = 1;

UPDATE fulfillment_label AS l
SET tracking_number = coalesce(s.tracking_no, ''), tracking_url = coalesce(s.url, '')
FROM stage_shipment_parcel AS s
WHERE s.is_new = 0 AND l.id = s.id;

-- A label has no metadata of its own: the fulfilment keeps it, by the label's id.
UPDATE fulfillment AS f
SET metadata = coalesce(f.metadata, '{}') || jsonb_build_object('storefold_parcels', coalesce(f.metadata -> 'storefold_parcels', '{}') || n.entries)
FROM (
    SELECT s.parent_id, jsonb_object_agg(s.id,
        jsonb_strip_nulls(jsonb_build_object(
            'carrier_code', s.carrier_code, 'carrier_name', s.carrier_name, 'weight_g', s.weight_g))
        || CASE WHEN s.tracking_no IS NULL THEN '{"tracking_no": null}'::jsonb ELSE '{}' END
        || CASE WHEN s.url IS NULL THEN '{"url": null}'::jsonb ELSE '{}' END) AS entries
    FROM stage_shipment_parcel AS s
    GROUP BY s.parent_id) AS n
WHERE f.id = n.parent_id;
