-- Tracking stands in three places: with the core fulfilments, and in two plugins' metas on the order, which are arrays in PHP's
-- serialised form. `steps` walks such a text token by token, by the byte lengths that it states, so that quotes and braces
-- inside a value mean nothing. A number that stands in several places of an order is one parcel: the core's, else Shipment
-- Tracking's, else AfterShip's.
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
        coalesce(
            max(CASE WHEN p.word = 'tracking_provider' THEN nullif(p.value, '') END),
            max(CASE WHEN p.word = 'slug' THEN nullif(p.value, '') END)) AS carrier_code,
        max(CASE WHEN p.word IN ('custom_tracking_provider', 'carrier_name') THEN nullif(p.value, '') END) AS carrier_name,
        max(CASE WHEN p.word IN ('custom_tracking_link', 'tracking_link') THEN nullif(p.value, '') END) AS url
    FROM pairs AS p
    JOIN metas AS m ON m.id = p.id
    WHERE p.place % 2 = 1
    GROUP BY p.id, p.item
),
ranked AS (
    SELECT i.*, row_number() OVER (PARTITION BY i.order_id, upper(trim(i.tracking_no)) ORDER BY i.rank_of, i.id, i.item) AS nth
    FROM items AS i
),
native AS (
    SELECT
        f.fulfillment_id,
        max(CASE WHEN m.meta_key = '_tracking_number' THEN json_value(concat('[', m.meta_value, ']'), '$[0]') END) AS tracking_no,
        max(CASE WHEN m.meta_key = '_shipment_provider' THEN json_value(concat('[', m.meta_value, ']'),
            '$[0]') END) AS carrier_code,
        max(CASE WHEN m.meta_key = '_provider_name' THEN json_value(concat('[', m.meta_value, ']'), '$[0]') END) AS carrier_name,
        max(CASE WHEN m.meta_key = '_tracking_url' THEN json_value(concat('[', m.meta_value, ']'), '$[0]') END) AS url
    FROM wp_wc_order_fulfillments AS f
    LEFT JOIN wp_wc_order_fulfillment_meta AS m ON m.fulfillment_id = f.fulfillment_id AND m.date_deleted IS NULL
        AND m.meta_key IN ('_tracking_number', '_shipment_provider', '_provider_name', '_tracking_url')
    WHERE /*keys f.fulfillment_id*/
    GROUP BY f.fulfillment_id
)
SELECT -i.id AS parent, CAST(i.item AS SIGNED) AS `key`,
    CASE
        WHEN coalesce(trim(i.tracking_no), '') = '' THEN 'no_tracking'
        WHEN i.nth > 1 OR EXISTS (
            SELECT 1 FROM wp_wc_order_fulfillments AS f
            JOIN wp_wc_order_fulfillment_meta AS m ON m.fulfillment_id = f.fulfillment_id AND m.meta_key = '_tracking_number'
            WHERE f.entity_id = i.order_id AND f.date_deleted IS NULL AND m.date_deleted IS NULL
                AND upper(trim(json_value(concat('[', m.meta_value, ']'),
                    '$[0]'))) = upper(trim(i.tracking_no)) COLLATE utf8mb4_unicode_520_ci)
            THEN 'tracking_twice'
    END AS skip,
    i.carrier_code, i.carrier_name, i.tracking_no, i.url, NULL AS weight_g
FROM ranked AS i
JOIN wp_wc_orders_meta AS k ON k.id = i.id
WHERE /*keys -k.id*/
UNION ALL
SELECT CAST(n.fulfillment_id AS SIGNED), CAST(coalesce(x.meta_id, 0) AS SIGNED),
    CASE WHEN n.tracking_no = '' AND x.meta_id IS NULL THEN 'no_tracking' END,
    CASE WHEN x.meta_id IS NOT NULL AND (NOT json_value(x.meta_value, '$.first') <=> '1'
            OR json_value(x.meta_value, '$.native_provider') <=> n.carrier_code)
        THEN json_value(x.meta_value, '$.carrier_code') ELSE n.carrier_code END,
    CASE WHEN x.meta_id IS NULL OR json_value(x.meta_value, '$.first') = '1' THEN n.carrier_name
        ELSE json_value(x.meta_value, '$.carrier_name') END,
    CASE WHEN x.meta_id IS NULL OR json_value(x.meta_value, '$.first') = '1' THEN nullif(n.tracking_no, '')
        ELSE json_value(x.meta_value, '$.tracking_no') END,
    CASE WHEN x.meta_id IS NULL OR json_value(x.meta_value, '$.first') = '1' THEN n.url
        ELSE json_value(x.meta_value, '$.url') END,
    json_value(x.meta_value, '$.weight_g')
FROM native AS n
LEFT JOIN wp_wc_order_fulfillment_meta AS x ON x.fulfillment_id = n.fulfillment_id AND x.meta_key IN ('_storefold_parcel_1',
    '_storefold_parcel')
    AND x.date_deleted IS NULL
WHERE n.tracking_no IS NOT NULL OR x.meta_id IS NOT NULL
ORDER BY parent, `key`
