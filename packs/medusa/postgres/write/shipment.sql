-- A fulfilment that is over: nothing is packed, sent or booked out of stock because of it. The place is the shop's first.
INSERT INTO fulfillment (id, location_id, provider_id, requires_shipping, data, metadata, created_at, updated_at)
SELECT
    s.id,
    coalesce(
        (SELECT t.default_location_id FROM store AS t WHERE t.deleted_at IS NULL ORDER BY t.created_at, t.id LIMIT 1),
        (SELECT l.id FROM stock_location AS l WHERE l.deleted_at IS NULL ORDER BY l.created_at, l.id LIMIT 1),
        'sloc_storefold'),
    (SELECT p.id FROM fulfillment_provider AS p WHERE p.deleted_at IS NULL ORDER BY p.id <> 'manual_manual', p.id LIMIT 1),
    true, '{}', '{"storefold": {}}', coalesce(s.created_at, s.shipped_at, now()), coalesce(s.created_at, s.shipped_at, now())
FROM stage_shipment AS s
WHERE s.is_new = 1;

INSERT INTO fulfillment_address (id)
SELECT 'fuladdr_' || substr(s.id, 5)
FROM stage_shipment AS s
WHERE s.destination IS NOT NULL
ON CONFLICT DO NOTHING;

UPDATE fulfillment_address AS a
SET
    first_name = coalesce((regexp_match(s.raw ->> 'full_name', '^(.+) ([^ ]+)$'))[1], s.raw ->> 'full_name'),
    last_name = (regexp_match(s.raw ->> 'full_name', '^(.+) ([^ ]+)$'))[2],
    company = s.raw ->> 'company', address_1 = s.raw ->> 'line1', address_2 = s.raw ->> 'line2', city = s.raw ->> 'city',
    province = s.raw ->> 'region', postal_code = s.raw ->> 'postal', country_code = lower(s.raw ->> 'country'),
    phone = s.raw ->> 'phone',
    metadata = jsonb_build_object('storefold', jsonb_build_object('raw', s.raw, 'native', jsonb_strip_nulls(jsonb_build_object(
        'full_name', s.raw ->> 'full_name', 'company', s.raw ->> 'company', 'line1', s.raw ->> 'line1',
        'line2', s.raw ->> 'line2', 'city', s.raw ->> 'city', 'region', s.raw ->> 'region', 'postal', s.raw ->> 'postal',
        'country', upper(lower(s.raw ->> 'country')), 'phone', s.raw ->> 'phone'))))
FROM (SELECT 'fuladdr_' || substr(s.id, 5) AS id, s.destination AS raw FROM stage_shipment AS s) AS s
WHERE a.id = s.id AND s.raw IS NOT NULL;

UPDATE fulfillment AS f
SET
    created_at = coalesce(s.created_at, f.created_at),
    packed_at = coalesce(s.shipped_at, s.created_at, f.created_at),
    shipped_at = n.shipped_at, delivered_at = n.delivered_at, canceled_at = n.canceled_at,
    delivery_address_id = CASE WHEN s.destination IS NOT NULL THEN 'fuladdr_' || substr(s.id, 5) END,
    metadata = coalesce(f.metadata, '{}') || jsonb_build_object('storefold',
        jsonb_build_object('method', s.method, 'state', s.state, 'native_state', CASE
            WHEN n.canceled_at IS NOT NULL THEN 'cancelled' WHEN n.delivered_at IS NOT NULL THEN 'delivered'
            WHEN n.shipped_at IS NOT NULL THEN 'shipped' ELSE 'pending' END)
        || CASE WHEN s.created_at IS NULL THEN '{"created_at": null}'::jsonb ELSE '{}' END
        || CASE WHEN s.shipped_at IS DISTINCT FROM n.shipped_at THEN '{"shipped_at": null}'::jsonb ELSE '{}' END
        || CASE WHEN s.delivered_at IS DISTINCT FROM n.delivered_at THEN '{"delivered_at": null}'::jsonb ELSE '{}' END)
FROM stage_shipment AS s
CROSS JOIN LATERAL (
    -- Medusa tells the state from its times: where the source has the state without the time, the time before it stands in.
    SELECT
        coalesce(s.shipped_at, CASE WHEN s.state IN ('shipped', 'delivered', 'in_transit', 'out_for_delivery', 'sent')
            THEN coalesce(s.delivered_at, s.created_at, x.created_at) END) AS shipped_at,
        coalesce(s.delivered_at, CASE WHEN s.state = 'delivered'
            THEN coalesce(s.shipped_at, s.created_at, x.created_at) END) AS delivered_at,
        CASE WHEN s.state IN ('cancelled', 'canceled') THEN coalesce(s.created_at, x.created_at) END AS canceled_at
    FROM fulfillment AS x WHERE x.id = s.id) AS n
WHERE f.id = s.id;

DELETE FROM fulfillment_address AS a
USING stage_shipment AS s
WHERE s.is_new = 0 AND s.destination IS NULL AND a.id = 'fuladdr_' || substr(s.id, 5);
