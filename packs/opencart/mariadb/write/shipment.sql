-- The entry of the history that says so to the customer: carrier and number of each parcel in the form that OpenCart's
-- own shops write, and what else is known in a comment that no page shows. A shipment of several orders stands at the
-- first of them.
INSERT INTO oc_order_history (order_history_id, order_id, order_status_id, notify, comment, date_added)
SELECT s.id, 0, 0, 1, '', NULL
FROM stage_shipment AS s
WHERE s.is_new = 1;

UPDATE oc_order_history AS h
JOIN stage_shipment AS s ON s.id = h.order_history_id
LEFT JOIN (
    SELECT x.parent_id, JSON_OBJECTAGG(x.id, JSON_OBJECT('id', x.id, 'order', x.order_id)) AS doc,
        CAST(SUBSTRING_INDEX(GROUP_CONCAT(x.order_id ORDER BY x.ordinal), ',', 1) AS SIGNED) AS first
    FROM stage_shipment_order AS x GROUP BY x.parent_id) AS o ON o.parent_id = s.id
LEFT JOIN (
    SELECT x.parent_id, JSON_OBJECTAGG(x.id, JSON_OBJECT(
        'id', x.id, 'order', x.order_id, 'order_line', x.order_line_id, 'qty', CAST(x.qty AS CHAR))) AS doc
    FROM stage_shipment_line AS x GROUP BY x.parent_id) AS l ON l.parent_id = s.id
LEFT JOIN (
    SELECT x.parent_id, JSON_OBJECTAGG(x.id, JSON_OBJECT(
        'id', x.id, 'carrier_code', x.carrier_code, 'carrier_name', x.carrier_name, 'tracking_no', x.tracking_no,
        'url', x.url, 'weight_g', x.weight_g)) AS doc,
        GROUP_CONCAT(CONCAT('Shipped with ', REPLACE(REPLACE(REPLACE(REPLACE(COALESCE(x.carrier_name, x.carrier_code,
            'a carrier'), '&', '&amp;'), '"', '&quot;'), '<', '&lt;'), '>', '&gt;'),
            ', tracking no. ', REPLACE(REPLACE(REPLACE(REPLACE(x.tracking_no, '&', '&amp;'), '"', '&quot;'), '<',
                '&lt;'), '>', '&gt;'), COALESCE(CONCAT('\n', REPLACE(REPLACE(REPLACE(REPLACE(NULLIF(x.url, ''), '&',
                '&amp;'), '"', '&quot;'), '<', '&lt;'), '>', '&gt;')), ''))
            ORDER BY x.ordinal SEPARATOR '\n') AS words
    FROM stage_shipment_parcel AS x GROUP BY x.parent_id) AS p ON p.parent_id = s.id
LEFT JOIN (
    SELECT x.parent_id, JSON_OBJECTAGG(x.id, JSON_OBJECT(
        'id', x.id, 'parcel', x.parcel_id, 'at', CAST(x.at AS CHAR), 'offset_minutes', x.offset_minutes,
        'status', x.status, 'raw_code', x.raw_code, 'raw_text', x.raw_text, 'location', x.location)) AS doc
    FROM stage_shipment_event AS x GROUP BY x.parent_id) AS e ON e.parent_id = s.id
SET
    h.order_id = COALESCE(o.first, 0),
    -- A shop without a status of that name shows it under the order's own.
    h.order_status_id = COALESCE((SELECT MIN(n.order_status_id) FROM oc_order_status AS n WHERE n.name = 'Shipped'),
        (SELECT b.order_status_id FROM oc_order AS b WHERE b.order_id = o.first), 0),
    h.date_added = COALESCE(s.shipped_at, s.created_at),
    h.comment = CONCAT(COALESCE(COALESCE(p.words, 'Shipped'), ''), '<!--storefold ', REPLACE(JSON_MERGE_PATCH('{}',
        JSON_OBJECT(
        'shipment', 1,
        'method', s.method,
        'created_at', CAST(s.created_at AS CHAR),
        'shipped_at', CAST(s.shipped_at AS CHAR),
        'delivered_at', CAST(s.delivered_at AS CHAR),
        'state', s.state,
        'destination', s.destination,
        'orders', JSON_COMPACT(o.doc),
        'lines', JSON_COMPACT(l.doc),
        'parcels', JSON_COMPACT(p.doc),
        'events', JSON_COMPACT(e.doc))), '>', '\\u003e'), '-->');
