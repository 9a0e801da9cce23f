-- Changes of version 0: confirmed, before anything that Medusa does with the order, and never to be applied.
INSERT INTO order_change (id, order_id, version, status, created_at, updated_at)
SELECT s.id, s.parent_id, 0, 'confirmed', coalesce(s.at, now()), coalesce(s.at, now())
FROM stage_order_event AS s
WHERE s.is_new = 1;

UPDATE order_change AS c
SET
    confirmed_at = s.at, internal_note = s.text,
    metadata = jsonb_build_object('storefold', jsonb_build_object('type', s.type)
        || jsonb_strip_nulls(jsonb_build_object('actor', s.actor, 'visible', s.visible))
        || CASE WHEN s.at IS NULL THEN '{"at": null}'::jsonb ELSE '{}' END)
FROM stage_order_event AS s
WHERE c.id = s.id;
