INSERT INTO review_replies (
    id, review_id, position, author, body, at)
SELECT
    id, parent_id, ordinal, `by`, body, at
FROM stage_review_reply
WHERE is_new = 1
ORDER BY id;

UPDATE review_replies AS t JOIN stage_review_reply AS s ON s.id = t.id
SET
    t.review_id = s.parent_id, t.position = s.ordinal, t.author = s.`by`, t.body = s.body, t.at = s.at
WHERE s.is_new = 0;
