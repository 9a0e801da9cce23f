SELECT y.review_id AS parent,
       y.id AS "key",
       y.author AS "by",
       y.body,
       y.at_ms AS at
FROM review_replies y
WHERE /*keys y.review_id*/
ORDER BY y.review_id, y.id
