INSERT INTO stored_value_entries (
    id, stored_value_id, position, at, type, amount, order_id, note)
SELECT
    id, parent_id, ordinal, at, type, amount, order_id, note
FROM stage_stored_value_entry
WHERE is_new = 1
ORDER BY id;

UPDATE stored_value_entries AS t JOIN stage_stored_value_entry AS s ON s.id = t.id
SET
    t.stored_value_id = s.parent_id, t.position = s.ordinal, t.at = s.at, t.type = s.type, t.amount = s.amount,
    t.order_id = s.order_id, t.note = s.note
WHERE s.is_new = 0;
