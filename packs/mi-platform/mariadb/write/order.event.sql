INSERT INTO order_events (
    id, order_id, position, at, type, actor, is_visible, text)
SELECT
    id, parent_id, ordinal, at, type, actor, visible, text
FROM stage_order_event
WHERE is_new = 1
ORDER BY id;

UPDATE order_events AS t JOIN stage_order_event AS s ON s.id = t.id
SET
    t.order_id = s.parent_id, t.position = s.ordinal, t.at = s.at, t.type = s.type, t.actor = s.actor,
    t.is_visible = s.visible, t.text = s.text
WHERE s.is_new = 0;
