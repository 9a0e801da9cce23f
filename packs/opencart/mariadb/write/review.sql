-- OpenCart shows whole stars from one to five: the nearest is shown, and the rating itself kept.
INSERT INTO oc_review (review_id, product_id, customer_id, author, text, rating, status, date_added, date_modified)
SELECT s.id, 0, 0, '', '', 0, 0, NULL, NULL
FROM stage_review AS s
WHERE s.is_new = 1;

UPDATE oc_review AS r
JOIN stage_review AS s ON s.id = r.review_id
SET
    r.product_id = COALESCE(s.product_id, 0),
    r.customer_id = COALESCE(s.customer_id, 0),
    r.author = COALESCE(IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(s.author_name, '&', '&amp;'), '"', '&quot;'),
        '<', '&lt;'), '>', '&gt;')) <= 64, REPLACE(REPLACE(REPLACE(REPLACE(s.author_name, '&', '&amp;'), '"',
        '&quot;'), '<', '&lt;'), '>', '&gt;'),
        LEFT(REGEXP_REPLACE(s.author_name, '[&<>"]', ''), 64)), ''),
    r.rating = COALESCE(LEAST(5, GREATEST(1, ROUND(1 + 4 * (s.rating - COALESCE(s.rating_worst, 1))
        / NULLIF(COALESCE(s.rating_best, 5) - COALESCE(s.rating_worst, 1), 0)))), 0),
    r.status = IF(s.status = 'approved', 1, 0),
    r.date_added = s.created_at,
    r.date_modified = s.created_at,
    r.text = CONCAT(COALESCE(REPLACE(REPLACE(REPLACE(REPLACE(s.body, '&', '&amp;'), '"', '&quot;'), '<', '&lt;'),
        '>', '&gt;'), ''), '<!--storefold ', REPLACE(JSON_MERGE_PATCH('{}', JSON_OBJECT(
        'sf', 1,
        'variant', s.variant,
        'author_name', IF(s.author_name = '' OR CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(s.author_name, '&',
            '&amp;'), '"', '&quot;'), '<', '&lt;'), '>', '&gt;')) > 64, s.author_name, NULL),
        'rating', CAST(s.rating AS CHAR),
        'rating_best', CAST(s.rating_best AS CHAR),
        'rating_worst', CAST(s.rating_worst AS CHAR),
        'aspects', s.aspects,
        'title', s.title,
        'locale', s.locale,
        'status', s.status,
        'verified_purchase', s.verified_purchase,
        'order', s.order_id,
        'helpful_yes', s.helpful_yes,
        'helpful_no', s.helpful_no,
        'incentivised', s.incentivised)), '>', '\\u003e'), '-->');
