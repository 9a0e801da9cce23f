INSERT INTO stored_value_entries (
    id, stored_value_id, position, at, type, amount, order_id, note)
SELECT
    id, parent_id, ordinal, at, type, amount, order_id, note
FROM stage_stored_value_entry
WHERE is_new = 1
ORDER BY id;

UPDATE stored_value_entries
SET
    stored_value_id = s.parent_id, position = s.ordinal, at = s.at, type = s.type, amount = s.amount,
    order_id = s.order_id, note = s.note
FROM stage_stored_value_entry AS s
WHERE s.is_new = 0 AND stored_value_entries.id = s.id;
