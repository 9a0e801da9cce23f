INSERT INTO oc_return_history (return_history_id, return_id, return_status_id, notify, comment, date_added)
SELECT s.id, s.parent_id, 0, 0, '', NULL
FROM stage_case_message AS s
WHERE s.is_new = 1;

UPDATE oc_return_history AS h
JOIN stage_case_message AS s ON s.id = h.return_history_id
JOIN oc_return AS r ON r.return_id = s.parent_id
SET
    h.return_id = s.parent_id,
    h.return_status_id = r.return_status_id,
    h.notify = 1,
    h.date_added = s.at,
    h.comment = CONCAT(COALESCE(REPLACE(REPLACE(REPLACE(REPLACE(s.text, '&', '&amp;'), '"', '&quot;'), '<', '&lt;'),
        '>', '&gt;'), ''), '<!--storefold ', REPLACE(JSON_MERGE_PATCH('{}', JSON_OBJECT('message', 1, 'by', s.`by`)),
        '>', '\\u003e'), '-->');
