-- The stars of placeholders are counted without what goes, see write/review.sql.
DELETE m FROM wp_postmeta AS m
JOIN wp_comments AS c ON c.comment_post_ID = m.post_id
JOIN stage_delete AS s ON s.id = c.comment_ID
JOIN wp_postmeta AS x ON x.post_id = m.post_id AND x.meta_key = '_storefold'
WHERE m.meta_key IN ('_wc_average_rating', '_wc_rating_count', '_wc_review_count');

INSERT INTO wp_postmeta (post_id, meta_key, meta_value)
WITH posts AS (
    SELECT DISTINCT x.post_id AS ID
    FROM stage_delete AS s
    JOIN wp_comments AS c ON c.comment_ID = s.id
    JOIN wp_postmeta AS x ON x.post_id = c.comment_post_ID AND x.meta_key = '_storefold'
),
stars AS (
    SELECT c.comment_post_ID AS post, r.meta_value AS stars, count(*) AS times
    FROM posts AS p
    JOIN wp_comments AS c ON c.comment_post_ID = p.ID AND c.comment_approved = '1'
        AND c.comment_ID NOT IN (SELECT g.id FROM stage_delete AS g)
    JOIN wp_commentmeta AS r ON r.comment_id = c.comment_ID AND r.meta_key = 'rating' AND r.meta_value > 0
    GROUP BY c.comment_post_ID, r.meta_value
),
rated AS (
    SELECT
        s.post, coalesce(CAST(sum(s.stars * s.times) / sum(s.times) AS DECIMAL(10, 2)), 0) AS average,
        concat('a:', count(*), ':{', group_concat('i:', s.stars, ';i:', s.times, ';' ORDER BY s.stars SEPARATOR ''), '}') AS counts
    FROM stars AS s
    GROUP BY s.post
)
SELECT p.ID, k.name, CASE k.name
    WHEN '_wc_average_rating' THEN coalesce(r.average, 0)
    WHEN '_wc_rating_count' THEN coalesce(r.counts, 'a:0:{}')
    ELSE (
        SELECT count(*) FROM wp_comments AS c
        WHERE c.comment_post_ID = p.ID AND c.comment_parent = 0 AND c.comment_approved = '1'
            AND c.comment_type IN ('review', '', 'comment')
            AND c.comment_ID NOT IN (SELECT g.id FROM stage_delete AS g)) END
FROM posts AS p
LEFT JOIN rated AS r ON r.post = p.ID
JOIN (SELECT '_wc_average_rating' AS name UNION ALL SELECT '_wc_rating_count' UNION ALL SELECT '_wc_review_count') AS k
ORDER BY p.ID;

UPDATE wp_wc_product_meta_lookup AS l
JOIN wp_comments AS n ON n.comment_post_ID = l.product_id
JOIN stage_delete AS s ON s.id = n.comment_ID
JOIN wp_postmeta AS a ON a.post_id = l.product_id AND a.meta_key = '_wc_average_rating'
JOIN wp_postmeta AS x ON x.post_id = l.product_id AND x.meta_key = '_storefold'
SET l.average_rating = a.meta_value, l.rating_count = (
    SELECT count(*) FROM wp_comments AS c
    JOIN wp_commentmeta AS r ON r.comment_id = c.comment_ID AND r.meta_key = 'rating' AND r.meta_value > 0
    WHERE c.comment_post_ID = l.product_id AND c.comment_approved = '1'
        AND c.comment_ID NOT IN (SELECT g.id FROM stage_delete AS g));

DELETE m FROM wp_commentmeta AS m
JOIN stage_delete AS s ON s.id = m.comment_id;

DELETE c FROM wp_comments AS c
JOIN stage_delete AS s ON s.id = c.comment_ID
