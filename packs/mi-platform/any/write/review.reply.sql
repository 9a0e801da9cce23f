INSERT INTO review_replies (
    id, review_id, position, author, body, at)
SELECT
    id, parent_id, ordinal, "by", body, at
FROM stage_review_reply
WHERE is_new = 1
ORDER BY id;

UPDATE review_replies
SET
    review_id = s.parent_id, position = s.ordinal, author = s."by", body = s.body, at = s.at
FROM stage_review_reply AS s
WHERE s.is_new = 0 AND review_replies.id = s.id;
