INSERT INTO review_media (
    id, review_id, position, url, sha256, type)
SELECT
    id, parent_id, ordinal, url, sha256, type
FROM stage_review_media
WHERE is_new = 1
ORDER BY id;

UPDATE review_media AS t JOIN stage_review_media AS s ON s.id = t.id
SET
    t.review_id = s.parent_id, t.position = s.ordinal, t.url = s.url, t.sha256 = s.sha256, t.type = s.type
WHERE s.is_new = 0;
