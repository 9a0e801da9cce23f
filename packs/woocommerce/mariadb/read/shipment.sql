-- A shipment is a core fulfilment, or the tracking that a plugin keeps on an order: the latter has the meta's id with a minus, so
-- that the two tables' ids are never the same. Where every number of such a meta stands with a better place already
-- (shipment.parcel.sql says which), it is no shipment of its own. A text that is not PHP's serialised form to its last byte
-- is handed over as the destination, which is refused as no JSON: somebody has to look at it.
WITH RECURSIVE metas AS (
    SELECT m.id, m.order_id, CASE m.meta_key WHEN '_wc_shipment_tracking_items' THEN 1 ELSE 2 END AS rank_of
    FROM wp_wc_orders_meta AS k
    JOIN wp_wc_orders_meta AS m ON m.order_id = k.order_id
        AND m.meta_key IN ('_wc_shipment_tracking_items', '_aftership_tracking_items')
    WHERE k.meta_key IN ('_wc_shipment_tracking_items', '_aftership_tracking_items') AND /*keys -k.id*/
    GROUP BY m.id
),
steps AS (
    SELECT m.id, 0 AS n, 1 AS pos, 0 AS depth, 0 AS item FROM metas AS m
    UNION ALL
    SELECT
        s.id, s.n + 1,
        s.pos + CASE substr(CAST(m.meta_value AS BINARY), s.pos, 1)
            WHEN 's' THEN 6 + length(substring_index(substr(CAST(m.meta_value AS BINARY), s.pos + 2, 9), ':', 1))
                + CAST(substring_index(substr(CAST(m.meta_value AS BINARY), s.pos + 2, 9), ':', 1) AS UNSIGNED)
            WHEN 'a' THEN 4 + length(substring_index(substr(CAST(m.meta_value AS BINARY), s.pos + 2, 9), ':', 1))
            WHEN '}' THEN 1
            ELSE 1 + length(substring_index(substr(CAST(m.meta_value AS BINARY), s.pos, 40), ';', 1))
        END,
        s.depth + CASE substr(CAST(m.meta_value AS BINARY), s.pos, 1) WHEN 'a' THEN 1 WHEN '}' THEN -1 ELSE 0 END,
        s.item + (s.depth = 1 AND substr(CAST(m.meta_value AS BINARY), s.pos, 1) = 'a')
    FROM steps AS s
    JOIN wp_wc_orders_meta AS m ON m.id = s.id
    WHERE s.pos <= length(m.meta_value) AND (s.n = 0 OR s.depth > 0)
        AND substr(CAST(m.meta_value AS BINARY), s.pos, 40) REGEXP '^(s:[0-9]+:"|a:[0-9]+:[{]|[idb]:[-+.0-9A-Za-z]+;|N;|[}])'
),
tokens AS (
    SELECT
        s.id, s.item, s.n,
        CASE substr(CAST(m.meta_value AS BINARY), s.pos, 1)
            WHEN 's' THEN convert(substr(CAST(m.meta_value AS BINARY),
                s.pos + 4 + length(substring_index(substr(CAST(m.meta_value AS BINARY), s.pos + 2, 9), ':', 1)),
                CAST(substring_index(substr(CAST(m.meta_value AS BINARY), s.pos + 2, 9), ':',
                    1) AS UNSIGNED)) USING utf8mb4) COLLATE utf8mb4_bin
            WHEN 'a' THEN NULL
            WHEN 'N' THEN NULL
            ELSE convert(substring_index(substr(CAST(m.meta_value AS BINARY), s.pos + 2, 40), ';',
                1) USING utf8mb4) COLLATE utf8mb4_bin
        END AS word
    FROM steps AS s
    JOIN wp_wc_orders_meta AS m ON m.id = s.id
    WHERE s.depth = 2 AND substr(CAST(m.meta_value AS BINARY), s.pos, 1) NOT IN ('}', '')
),
pairs AS (
    SELECT t.id, t.item, t.word,
        lead(t.word) OVER (PARTITION BY t.id, t.item ORDER BY t.n) AS value,
        row_number() OVER (PARTITION BY t.id, t.item ORDER BY t.n) AS place
    FROM tokens AS t
),
items AS (
    SELECT
        m.id, m.order_id, m.rank_of, p.item,
        max(CASE WHEN p.word = 'tracking_number' THEN p.value END) AS tracking_no,
        max(CASE WHEN p.word = 'date_shipped' AND p.value REGEXP '^[0-9]{9,10}$' THEN CAST(p.value AS UNSIGNED) END) AS sent
    FROM pairs AS p
    JOIN metas AS m ON m.id = p.id
    WHERE p.place % 2 = 1
    GROUP BY p.id, p.item
),
ranked AS (
    SELECT i.*, row_number() OVER (PARTITION BY i.order_id, upper(trim(i.tracking_no)) ORDER BY i.rank_of, i.id, i.item) AS nth
    FROM items AS i
),
judged AS (
    SELECT i.*, i.nth > 1 OR coalesce(trim(i.tracking_no), '') = '' OR EXISTS (
        SELECT 1 FROM wp_wc_order_fulfillments AS f
        JOIN wp_wc_order_fulfillment_meta AS m ON m.fulfillment_id = f.fulfillment_id AND m.meta_key = '_tracking_number'
        WHERE f.entity_id = i.order_id AND f.date_deleted IS NULL AND m.date_deleted IS NULL
            AND upper(trim(json_value(concat('[', m.meta_value, ']'), '$[0]')))
                = upper(trim(i.tracking_no)) COLLATE utf8mb4_unicode_520_ci) AS is_double
    FROM ranked AS i
),
whole AS (
    SELECT s.id, max(s.pos = length(m.meta_value) + 1 AND s.depth = 0 AND s.n > 0) AS is_whole
    FROM steps AS s
    JOIN wp_wc_orders_meta AS m ON m.id = s.id
    GROUP BY s.id
),
plugins AS (
    SELECT w.id, w.is_whole, count(i.item) AS items, sum(i.is_double) AS doubles, min(CASE WHEN NOT i.is_double
        THEN i.sent END) AS sent
    FROM whole AS w
    LEFT JOIN judged AS i ON i.id = w.id
    GROUP BY w.id
)
SELECT
    -k.id AS `key`,
    'store' AS sites,
    CASE
        WHEN NOT w.is_whole THEN NULL
        WHEN w.items = 0 THEN 'no_tracking'
        WHEN w.doubles = w.items THEN 'tracking_twice'
    END AS skip,
    NULL AS method,
    NULL AS created_at,
    CASE WHEN w.is_whole THEN date_format('1970-01-01' + INTERVAL w.sent SECOND, '%Y-%m-%d %H:%i:%s') END AS shipped_at,
    NULL AS delivered_at,
    'shipped' AS state,
    CASE WHEN NOT w.is_whole THEN k.meta_value END AS destination
FROM wp_wc_orders_meta AS k
LEFT JOIN plugins AS w ON w.id = k.id
WHERE k.meta_key IN ('_wc_shipment_tracking_items', '_aftership_tracking_items') AND /*keys -k.id*/
UNION ALL
SELECT
    CAST(f.fulfillment_id AS SIGNED),
    'store',
    CASE WHEN f.date_deleted IS NOT NULL THEN 'deleted_fulfilment' WHEN f.entity_type NOT LIKE '%Order'
        THEN 'not_of_an_order' END,
    json_value(x.meta_value, '$.method'),
    json_value(x.meta_value, '$.created_at'),
    CASE WHEN x.meta_id IS NULL THEN json_value(concat('[', d.meta_value, ']'), '$[0]') ELSE json_value(x.meta_value,
        '$.shipped_at') END,
    json_value(x.meta_value, '$.delivered_at'),
    CASE
        WHEN json_value(x.meta_value, '$.wc_status') <=> f.status AND x.meta_id IS NOT NULL THEN json_value(x.meta_value,
            '$.state')
        WHEN f.is_fulfilled THEN 'shipped'
        ELSE 'pending'
    END,
    json_value(x.meta_value, '$.destination')
FROM wp_wc_order_fulfillments AS f
LEFT JOIN wp_wc_order_fulfillment_meta AS d ON d.fulfillment_id = f.fulfillment_id AND d.meta_key = '_date_fulfilled'
    AND d.date_deleted IS NULL
LEFT JOIN wp_wc_order_fulfillment_meta AS x ON x.fulfillment_id = f.fulfillment_id AND x.meta_key = '_storefold'
    AND x.date_deleted IS NULL
WHERE /*keys f.fulfillment_id*/
ORDER BY `key`
