INSERT INTO review_media (
    id, review_id, position, url, sha256, type)
SELECT
    id, parent_id, ordinal, url, sha256, type
FROM stage_review_media
WHERE is_new = 1
ORDER BY id;

UPDATE review_media
SET
    review_id = s.parent_id, position = s.ordinal, url = s.url, sha256 = s.sha256, type = s.type
FROM stage_review_media AS s
WHERE s.is_new = 0 AND review_media.id = s.id;
