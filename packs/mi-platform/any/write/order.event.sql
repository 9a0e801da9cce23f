INSERT INTO order_events (
    id, order_id, position, at, type, actor, is_visible, text)
SELECT
    id, parent_id, ordinal, at, type, actor, visible, text
FROM stage_order_event
WHERE is_new = 1
ORDER BY id;

UPDATE order_events
SET
    order_id = s.parent_id, position = s.ordinal, at = s.at, type = s.type, actor = s.actor,
    is_visible = s.visible, text = s.text
FROM stage_order_event AS s
WHERE s.is_new = 0 AND order_events.id = s.id;
