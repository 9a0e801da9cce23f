INSERT INTO case_messages (
    id, case_id, position, at, author, text)
SELECT
    id, parent_id, ordinal, at, `by`, text
FROM stage_case_message
WHERE is_new = 1
ORDER BY id;

UPDATE case_messages AS t JOIN stage_case_message AS s ON s.id = t.id
SET
    t.case_id = s.parent_id, t.position = s.ordinal, t.at = s.at, t.author = s.`by`, t.text = s.text
WHERE s.is_new = 0;
