-- The customer sees the words of an entry only where notify is set.
INSERT INTO oc_order_history (order_history_id, order_id, order_status_id, notify, comment, date_added)
SELECT s.id, s.parent_id, 0, 0, '', NULL
FROM stage_order_event AS s
WHERE s.is_new = 1;

UPDATE oc_order_history AS h
JOIN stage_order_event AS s ON s.id = h.order_history_id
JOIN oc_order AS o ON o.order_id = s.parent_id
SET
    h.order_id = s.parent_id,
    h.order_status_id = o.order_status_id,
    h.notify = COALESCE(s.visible, 0),
    h.comment = CONCAT(COALESCE(REPLACE(REPLACE(REPLACE(REPLACE(s.text, '&', '&amp;'), '"', '&quot;'), '<', '&lt;'),
        '>', '&gt;'), ''), '<!--storefold ', REPLACE(JSON_MERGE_PATCH('{}', JSON_OBJECT(
        'event', 1,
        'type', s.type,
        'actor', s.actor,
        'visible', s.visible)), '>', '\\u003e'), '-->'),
    h.date_added = s.at;
