SELECT m.review_id AS parent,
       m.id AS "key",
       m.url,
       m.sha256,
       m.mime AS type
FROM review_media m
WHERE /*keys m.review_id*/
ORDER BY m.review_id, m.id
