-- The history of the order, and the customer's own comment on it under the order's id made negative. An entry that a
-- transfer wrote for a shipment is read with the shipment.
SELECT
    r.order_id AS parent,
    r.id AS `key`,
    r.at,
    COALESCE(JSON_VALUE(r.doc, '$.type'), r.type) AS type,
    IF(r.doc IS NULL, r.actor, JSON_VALUE(r.doc, '$.actor')) AS actor,
    IF(r.doc IS NULL, r.notify, JSON_VALUE(r.doc, '$.visible')) AS visible,
    NULLIF(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(r.text,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), '') AS text
FROM (
    SELECT
        h.order_id, h.order_history_id AS id, h.date_added AS at, h.notify,
        COALESCE((
            SELECT n.name FROM oc_order_status AS n WHERE n.order_status_id = h.order_status_id
            ORDER BY n.language_id <> (SELECT l.language_id FROM oc_language AS l JOIN oc_setting AS g
                ON g.value = l.code
        WHERE g.store_id = 0 AND g.`key` = 'config_language_catalog' ORDER BY l.language_id LIMIT 1),
            n.language_id LIMIT 1), 'status') AS type, 'shop' AS actor,
        SUBSTRING_INDEX(h.comment, '<!--storefold {', 1) AS text,
        IF(LOCATE('<!--storefold {', h.comment) > 0,
        SUBSTRING_INDEX(SUBSTRING_INDEX(h.comment, '<!--storefold ', -1), '-->', 1), NULL) AS doc
    FROM oc_order_history AS h
    WHERE COALESCE(h.comment, '') NOT LIKE '%<!--storefold {"shipment":%'
    UNION ALL
    SELECT c.order_id, -c.order_id, c.date_added, 1, 'comment', 'customer', c.comment, NULL
    FROM oc_order AS c
    WHERE c.comment <> '' AND IF(/*ours*/ true, JSON_VALUE(c.custom_field, '$.storefold.sf'), NULL) IS NULL) AS r
WHERE /*keys r.order_id*/
ORDER BY r.order_id, r.id
