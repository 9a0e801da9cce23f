SELECT
    review_id AS parent, id AS "key", author AS "by", body, at
FROM review_replies
WHERE /*keys review_id*/
ORDER BY review_id, position, id
