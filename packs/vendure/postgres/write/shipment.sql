-- A fulfilment has one field for tracking: it shows all numbers. Parcels, their events and what else has no column stand in
-- a private note in the history of the order, where staff see it; a shipment is rewritten whole with all its parts.
INSERT INTO fulfillment (id, state, method, "handlerCode")
SELECT s.id, 'Delivered', '', 'manual-fulfillment'
FROM stage_shipment AS s
WHERE s.is_new = 1;

UPDATE fulfillment
SET
    "createdAt" = coalesce(s.created_at AT TIME ZONE 'UTC', s.shipped_at AT TIME ZONE 'UTC', timestamp '1970-01-01'),
    "updatedAt" = coalesce(
        s.delivered_at AT TIME ZONE 'UTC', s.shipped_at AT TIME ZONE 'UTC', s.created_at AT TIME ZONE 'UTC', timestamp '1970-01-01'),
    method = coalesce(
        s.method,
        (SELECT p.carrier_name FROM stage_shipment_parcel AS p WHERE p.parent_id = s.id ORDER BY p.ordinal LIMIT 1), ''),
    "trackingCode" = coalesce((
        SELECT string_agg(p.tracking_no, ', ' ORDER BY p.ordinal) FROM stage_shipment_parcel AS p WHERE p.parent_id = s.id), ''),
    state = CASE
        WHEN s.state IN ('delivered', 'returned', 'part_returned') THEN 'Delivered'
        WHEN s.state IN ('cancelled', 'failed') THEN 'Cancelled'
        WHEN s.state IN ('pending', 'created', 'packed') THEN 'Pending'
        ELSE 'Shipped'
    END
FROM stage_shipment AS s
WHERE fulfillment.id = s.id;

DELETE FROM history_entry
WHERE
    "orderId" IN (
        SELECT x."orderId" FROM order_fulfillments_fulfillment AS x JOIN stage_shipment AS s ON s.id = x."fulfillmentId"
        WHERE s.is_new = 0)
    AND CASE WHEN data LIKE '{"storefold":{"shipment":%' THEN (data::jsonb #>> '{storefold,shipment}')::bigint END
        IN (SELECT id FROM stage_shipment);

DELETE FROM order_fulfillments_fulfillment
WHERE "fulfillmentId" IN (SELECT id FROM stage_shipment WHERE is_new = 0);

INSERT INTO order_fulfillments_fulfillment ("orderId", "fulfillmentId")
SELECT p.order_id, p.parent_id FROM stage_shipment_order AS p
ON CONFLICT DO NOTHING;

INSERT INTO history_entry ("createdAt", "updatedAt", type, "isPublic", data, discriminator, "orderId")
SELECT
    f."createdAt", f."createdAt", 'ORDER_NOTE', false,
    '{"storefold":{"shipment":' || s.id || ',' || substr(jsonb_build_object(
        'as', f.state || '|' || f.method || '|' || f."trackingCode", 'state', s.state, 'method', s.method,
        'created_at', s.created_at, 'shipped_at', s.shipped_at, 'delivered_at', s.delivered_at,
        'destination', s.destination,
        'orders', coalesce((
            SELECT jsonb_agg(jsonb_build_object('id', p.id, 'order', p.order_id) ORDER BY p.ordinal)
            FROM stage_shipment_order AS p WHERE p.parent_id = s.id), '[]'),
        'parcels', coalesce((
            SELECT jsonb_agg(jsonb_build_object(
                'id', p.id, 'carrier_code', p.carrier_code, 'carrier_name', p.carrier_name,
                'tracking_no', p.tracking_no, 'url', p.url, 'weight_g', p.weight_g) ORDER BY p.ordinal)
            FROM stage_shipment_parcel AS p WHERE p.parent_id = s.id), '[]'),
        'events', coalesce((
            SELECT jsonb_agg(jsonb_build_object(
                'id', p.id, 'parcel', p.parcel_id, 'at', p.at, 'offset_minutes', p.offset_minutes, 'status', p.status,
                'raw_code', p.raw_code, 'raw_text', p.raw_text, 'location', p.location) ORDER BY p.ordinal)
            FROM stage_shipment_event AS p WHERE p.parent_id = s.id), '[]'))::text, 2)
        || ',"note":' || to_json('Moved from another shop: ' || coalesce(s.method, 'shipment') || ' ' || s.state
            || coalesce(' ' || nullif(f."trackingCode", ''), '')) || '}',
    'OrderHistoryEntry',
    (SELECT p.order_id FROM stage_shipment_order AS p WHERE p.parent_id = s.id ORDER BY p.ordinal LIMIT 1)
FROM stage_shipment AS s
JOIN fulfillment AS f ON f.id = s.id;
