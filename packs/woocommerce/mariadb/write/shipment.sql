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
ORDER BY s.id;

-- What WooCommerce shows of an order as fulfilled is this meta alone. It says what WooCommerce would make of the order's fulfilments
-- (FulfillmentUtils::calculate_order_fulfillment_status): fulfilled where all of them are and no piece of an item is missing from
-- them. Where a shipment does not say what is in it, and for further orders of a shipment, the order's own state says whether it
-- was all.
DELETE m FROM wp_wc_orders_meta AS m
JOIN stage_shipment_order AS s ON s.order_id = m.order_id
JOIN wp_wc_orders_meta AS x ON x.order_id = m.order_id AND x.meta_key = '_storefold'
WHERE m.meta_key = '_fulfillment_status';

INSERT INTO wp_wc_orders_meta (order_id, meta_key, meta_value)
WITH touched AS (
    SELECT o.order_id, max(s.state NOT IN ('pending', 'cancelled')) AS sent
    FROM stage_shipment_order AS o
    JOIN stage_shipment AS s ON s.id = o.parent_id
    GROUP BY o.order_id
),
sent AS (
    SELECT
        f.entity_id AS order_id, min(f.is_fulfilled) AS is_all, max(f.is_fulfilled) AS is_some,
        max(coalesce(i.meta_value, '[]') = '[]') AS is_unknown
    FROM touched AS t
    JOIN wp_wc_order_fulfillments AS f ON f.entity_id = t.order_id AND f.entity_type = 'WC_Order' AND f.date_deleted IS NULL
    LEFT JOIN wp_wc_order_fulfillment_meta AS i ON i.fulfillment_id = f.fulfillment_id AND i.meta_key = '_items'
        AND i.date_deleted IS NULL
    GROUP BY f.entity_id
),
pieces AS (
    SELECT f.entity_id AS order_id, p.item, sum(CAST(p.qty AS DECIMAL(26, 8))) AS qty
    FROM touched AS t
    JOIN wp_wc_order_fulfillments AS f ON f.entity_id = t.order_id AND f.entity_type = 'WC_Order' AND f.date_deleted IS NULL
    JOIN wp_wc_order_fulfillment_meta AS i ON i.fulfillment_id = f.fulfillment_id AND i.meta_key = '_items'
        AND i.date_deleted IS NULL
    JOIN json_table(i.meta_value, '$[*]' COLUMNS (item BIGINT PATH '$.item_id', qty LONGTEXT PATH '$.qty')) AS p
    GROUP BY f.entity_id, p.item
)
SELECT
    t.order_id, '_fulfillment_status',
    CASE
        WHEN NOT coalesce(n.is_some, t.sent) THEN 'unfulfilled'
        WHEN NOT coalesce(n.is_all, 1) THEN 'partially_fulfilled'
        WHEN coalesce(n.is_unknown, 1) THEN CASE
            WHEN json_value(x.meta_value, '$.fulfil_status') IN ('none', 'part') THEN 'partially_fulfilled' ELSE 'fulfilled' END
        WHEN EXISTS (
            SELECT 1 FROM wp_woocommerce_order_items AS i
            JOIN wp_woocommerce_order_itemmeta AS q ON q.order_item_id = i.order_item_id AND q.meta_key = '_qty'
            LEFT JOIN pieces AS p ON p.order_id = i.order_id AND p.item = i.order_item_id
            WHERE i.order_id = t.order_id AND i.order_item_type = 'line_item'
                AND CAST(q.meta_value AS DECIMAL(26, 8)) > coalesce(p.qty, 0)) THEN 'partially_fulfilled'
        ELSE 'fulfilled'
    END
FROM touched AS t
JOIN wp_wc_orders_meta AS x ON x.order_id = t.order_id AND x.meta_key = '_storefold'
LEFT JOIN sent AS n ON n.order_id = t.order_id
ORDER BY t.order_id
