-- Comments on the product. Stars are whole and out of five here; the exact rating stands in `_storefold`. WordPress filters
-- what people type when it is saved and shows it as HTML, so plain text is written escaped.
INSERT INTO wp_comments (
    comment_ID, comment_post_ID, comment_author, comment_author_email, comment_author_url, comment_author_IP, comment_date,
    comment_date_gmt, comment_content, comment_karma, comment_approved, comment_agent, comment_type, comment_parent, user_id)
SELECT
    s.id, CASE WHEN p.post_type = 'product_variation' THEN p.post_parent ELSE coalesce(s.product_id, 0) END,
    coalesce(replace(replace(replace(s.author_name, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), ''),
    '', '', '', coalesce(s.created_at, '1970-01-01'), coalesce(s.created_at, '1970-01-01'),
    coalesce(replace(replace(replace(s.body, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), ''), 0,
    CASE s.status WHEN 'approved' THEN '1' WHEN 'spam' THEN 'spam' ELSE '0' END, 'Storefold', 'review', 0, coalesce(s.customer_id, 0)
FROM stage_review AS s
LEFT JOIN wp_posts AS p ON p.ID = s.product_id
WHERE s.is_new = 1
ORDER BY s.id;

UPDATE wp_comments AS c
JOIN stage_review AS s ON s.id = c.comment_ID AND s.is_new = 0
LEFT JOIN wp_posts AS p ON p.ID = s.product_id
SET c.comment_post_ID = CASE WHEN p.post_type = 'product_variation' THEN p.post_parent ELSE coalesce(s.product_id, 0) END,
    c.comment_author = coalesce(replace(replace(replace(s.author_name, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), ''),
    c.comment_date = coalesce(s.created_at, '1970-01-01'), c.comment_date_gmt = coalesce(s.created_at, '1970-01-01'),
    c.comment_content = coalesce(replace(replace(replace(s.body, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), ''),
    c.comment_approved = CASE s.status WHEN 'approved' THEN '1' WHEN 'spam' THEN 'spam' ELSE '0' END,
    c.comment_parent = 0, c.user_id = coalesce(s.customer_id, 0);

DELETE m FROM wp_commentmeta AS m
JOIN stage_review AS s ON s.id = m.comment_id AND s.is_new = 0
WHERE m.meta_key IN ('_storefold', 'is_customer_note', 'rating', 'verified');

INSERT INTO wp_commentmeta (comment_id, meta_key, meta_value)
SELECT s.id, '_storefold', json_object(
    'wc_post', c.comment_post_ID, 'product_id', s.product_id, 'wc_status', c.comment_approved, 'status', s.status,
    'wc_rating', CASE WHEN s.rating IS NOT NULL THEN CAST(greatest(1, least(5, round(coalesce(s.rating,
        1) * 5 / coalesce(nullif(s.rating_best, 0), 5)))) AS CHAR) END, 'rating', s.rating,
    'rating_best', s.rating_best, 'rating_worst', s.rating_worst, 'variant', s.variant, 'aspects', s.aspects, 'title', s.title,
    'locale', s.locale, 'verified_purchase', s.verified_purchase, 'order_id', s.order_id, 'helpful_yes', s.helpful_yes,
    'helpful_no', s.helpful_no, 'incentivised', s.incentivised, 'no_body', s.body IS NULL, 'no_time', s.created_at IS NULL)
FROM stage_review AS s
JOIN wp_comments AS c ON c.comment_ID = s.id
ORDER BY s.id;

INSERT INTO wp_commentmeta (comment_id, meta_key, meta_value)
SELECT s.id, k.name, CASE WHEN k.name = 'rating' THEN CAST(greatest(1, least(5, round(coalesce(s.rating,
    1) * 5 / coalesce(nullif(s.rating_best, 0), 5)))) AS CHAR)
    ELSE s.verified_purchase = 'yes' END
FROM stage_review AS s
JOIN (SELECT 'rating' AS name UNION ALL SELECT 'verified') AS k
WHERE k.name = 'verified' OR s.rating IS NOT NULL
ORDER BY s.id;

-- The site's own time, which is the one that is shown: by the name of its zone where the server knows zones, else by its hours.
UPDATE wp_comments AS c
JOIN stage_review AS s ON s.id = c.comment_ID
JOIN (
    SELECT
        max(CASE WHEN o.option_name = 'timezone_string' THEN nullif(o.option_value, '') END) AS zone,
        max(CASE WHEN o.option_name = 'gmt_offset' THEN nullif(o.option_value, '') END) AS hours
    FROM wp_options AS o
    WHERE o.option_name IN ('timezone_string', 'gmt_offset')) AS z
SET c.comment_date = coalesce(convert_tz(c.comment_date_gmt, '+00:00', z.zone),
    c.comment_date_gmt + INTERVAL round(coalesce(z.hours, 0) * 60) MINUTE);

-- The stars of products, counted as WC_Comments does, but only those of placeholders: the others are the target's own rows.
DELETE m FROM wp_postmeta AS m
JOIN wp_comments AS c ON c.comment_post_ID = m.post_id
JOIN stage_review AS s ON s.id = c.comment_ID
JOIN wp_postmeta AS x ON x.post_id = m.post_id AND x.meta_key = '_storefold'
WHERE m.meta_key IN ('_wc_average_rating', '_wc_rating_count', '_wc_review_count');

INSERT INTO wp_postmeta (post_id, meta_key, meta_value)
WITH posts AS (
    SELECT DISTINCT x.post_id AS ID
    FROM stage_review AS s
    JOIN wp_comments AS c ON c.comment_ID = s.id
    JOIN wp_postmeta AS x ON x.post_id = c.comment_post_ID AND x.meta_key = '_storefold'
),
stars AS (
    SELECT c.comment_post_ID AS post, r.meta_value AS stars, count(*) AS times
    FROM posts AS p
    JOIN wp_comments AS c ON c.comment_post_ID = p.ID AND c.comment_approved = '1'
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
            AND c.comment_type IN ('review', '', 'comment')) END
FROM posts AS p
LEFT JOIN rated AS r ON r.post = p.ID
JOIN (SELECT '_wc_average_rating' AS name UNION ALL SELECT '_wc_rating_count' UNION ALL SELECT '_wc_review_count') AS k
ORDER BY p.ID;

UPDATE wp_wc_product_meta_lookup AS l
JOIN wp_comments AS n ON n.comment_post_ID = l.product_id
JOIN stage_review AS s ON s.id = n.comment_ID
JOIN wp_postmeta AS a ON a.post_id = l.product_id AND a.meta_key = '_wc_average_rating'
JOIN wp_postmeta AS x ON x.post_id = l.product_id AND x.meta_key = '_storefold'
SET l.average_rating = a.meta_value, l.rating_count = (
    SELECT count(*) FROM wp_comments AS c
    JOIN wp_commentmeta AS r ON r.comment_id = c.comment_ID AND r.meta_key = 'rating' AND r.meta_value > 0
    WHERE c.comment_post_ID = l.product_id AND c.comment_approved = '1')
