-- A fulfilment is one order's; a shipment of several stands with the first of them, and names the others in its metas.
INSERT INTO wp_wc_order_fulfillments (fulfillment_id, entity_type, entity_id, status, is_fulfilled, date_updated)
SELECT
    s.id, 'WC_Order',
    coalesce((SELECT o.order_id FROM stage_shipment_order AS o WHERE o.parent_id = s.id ORDER BY o.ordinal LIMIT 1), 0),
    CASE WHEN s.state IN ('pending', 'cancelled') THEN 'unfulfilled' ELSE 'fulfilled' END, s.state NOT IN ('pending',
        'cancelled'),
    coalesce(s.shipped_at, s.created_at, '1970-01-01')
FROM stage_shipment AS s
WHERE s.is_new = 1
ORDER BY s.id;

UPDATE wp_wc_order_fulfillments AS f
JOIN stage_shipment AS s ON s.id = f.fulfillment_id AND s.is_new = 0
SET f.status = CASE WHEN s.state IN ('pending', 'cancelled') THEN 'unfulfilled' ELSE 'fulfilled' END,
    f.is_fulfilled = s.state NOT IN ('pending', 'cancelled'),
    f.entity_id = coalesce((SELECT o.order_id FROM stage_shipment_order AS o WHERE o.parent_id = s.id ORDER BY o.ordinal LIMIT 1),
        f.entity_id);

DELETE m FROM wp_wc_order_fulfillment_meta AS m
JOIN stage_shipment AS s ON s.id = m.fulfillment_id AND s.is_new = 0
WHERE m.meta_key IN ('_storefold', '_items', '_date_fulfilled');

INSERT INTO wp_wc_order_fulfillment_meta (fulfillment_id, meta_key, meta_value, date_updated)
SELECT s.id, k.name, CASE k.name
    WHEN '_storefold' THEN json_object(
        'wc_status', f.status, 'method', s.method, 'created_at', s.created_at, 'shipped_at', s.shipped_at,
        'delivered_at', s.delivered_at, 'state', s.state, 'destination', s.destination, 'shown', (
            SELECT count(*) FROM stage_shipment_line AS l WHERE l.parent_id = s.id AND l.order_id = f.entity_id))
    WHEN '_date_fulfilled' THEN concat('"', date_format(coalesce(s.shipped_at, s.created_at), '%Y-%m-%d %H:%i:%s'), '"')
    ELSE coalesce((
        SELECT json_arrayagg(json_object('item_id', l.order_line_id, 'qty', CAST(ceiling(l.qty) AS SIGNED)) ORDER BY l.ordinal)
        FROM stage_shipment_line AS l WHERE l.parent_id = s.id AND l.order_id = f.entity_id), '[]') END, utc_timestamp()
FROM stage_shipment AS s
JOIN wp_wc_order_fulfillments AS f ON f.fulfillment_id = s.id
JOIN (SELECT '_storefold' AS name UNION ALL SELECT '_items' UNION ALL SELECT '_date_fulfilled') AS k
WHERE k.name <> '_date_fulfilled' OR f.is_fulfilled AND coalesce(s.shipped_at, s.created_at) IS NOT NULL
ORDER BY s.id
