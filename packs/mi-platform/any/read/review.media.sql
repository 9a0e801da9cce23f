SELECT
    review_id AS parent, id AS "key", url, sha256, type
FROM review_media
WHERE /*keys review_id*/
ORDER BY review_id, position, id
