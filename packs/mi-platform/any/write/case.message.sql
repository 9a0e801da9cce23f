INSERT INTO case_messages (
    id, case_id, position, at, author, text)
SELECT
    id, parent_id, ordinal, at, "by", text
FROM stage_case_message
WHERE is_new = 1
ORDER BY id;

UPDATE case_messages
SET
    case_id = s.parent_id, position = s.ordinal, at = s.at, author = s."by", text = s.text
FROM stage_case_message AS s
WHERE s.is_new = 0 AND case_messages.id = s.id;
