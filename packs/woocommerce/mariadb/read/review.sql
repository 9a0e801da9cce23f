-- Reviews are comments on products. Trashed ones are left out; a held or spam one keeps its state. A review of a variation does
-- not exist: it stands on the product. What WordPress escaped is read as it was typed, the ampersand last; tags stay.
SELECT
    c.comment_ID AS `key`,
    'store' AS sites,
    CASE WHEN c.comment_approved IN ('trash', 'post-trashed') THEN 'trashed_review' END AS skip,
    CASE WHEN json_value(x.meta_value, '$.wc_post') <=> c.comment_post_ID THEN CAST(json_value(x.meta_value,
        '$.product_id') AS SIGNED)
        ELSE p.ID END AS product,
    json_value(x.meta_value, '$.variant') AS variant,
    u.ID AS customer,
    nullif(replace(replace(replace(replace(replace(c.comment_author,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), '') AS author_name,
    CASE
        WHEN json_value(x.meta_value, '$.wc_rating') <=> r.meta_value AND x.meta_id IS NOT NULL
            THEN json_value(x.meta_value, '$.rating')
        ELSE nullif(r.meta_value, '')
    END AS rating,
    CASE WHEN x.meta_id IS NULL THEN 5 ELSE json_value(x.meta_value, '$.rating_best') END AS rating_best,
    CASE WHEN x.meta_id IS NULL THEN 1 ELSE json_value(x.meta_value, '$.rating_worst') END AS rating_worst,
    json_value(x.meta_value, '$.aspects') AS aspects,
    json_value(x.meta_value, '$.title') AS title,
    CASE
        WHEN x.meta_id IS NOT NULL AND json_value(x.meta_value, '$.no_body') = '1' THEN NULL
        ELSE replace(replace(replace(replace(replace(c.comment_content,
            '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&')
    END AS body,
    json_value(x.meta_value, '$.locale') AS locale,
    CASE
        WHEN json_value(x.meta_value, '$.wc_status') <=> c.comment_approved AND x.meta_id IS NOT NULL
            THEN json_value(x.meta_value, '$.status')
        WHEN c.comment_approved = '1' THEN 'approved'
        WHEN c.comment_approved = '0' THEN 'pending'
        WHEN c.comment_approved = 'spam' THEN 'spam'
        ELSE 'rejected'
    END AS status,
    CASE
        WHEN x.meta_id IS NOT NULL THEN json_value(x.meta_value, '$.verified_purchase')
        WHEN v.meta_value = '1' THEN 'yes'
        WHEN v.meta_value = '0' THEN 'no'
        ELSE 'unknown'
    END AS verified_purchase,
    CAST(json_value(x.meta_value, '$.order_id') AS SIGNED) AS `order`,
    json_value(x.meta_value, '$.helpful_yes') AS helpful_yes,
    json_value(x.meta_value, '$.helpful_no') AS helpful_no,
    CASE WHEN year(c.comment_date_gmt) > 0 AND NOT json_value(x.meta_value, '$.no_time') <=> '1' THEN c.comment_date_gmt END
        AS created_at,
    CASE WHEN x.meta_id IS NOT NULL THEN json_value(x.meta_value, '$.incentivised') END AS incentivised,
    CASE WHEN c.user_id = 0 THEN nullif(c.comment_author_email, '') END AS x_author_email
FROM wp_comments AS c
LEFT JOIN wp_posts AS p ON p.ID = c.comment_post_ID AND p.post_type IN ('product', 'product_variation')
LEFT JOIN wp_users AS u ON u.ID = c.user_id
LEFT JOIN wp_commentmeta AS r ON r.comment_id = c.comment_ID AND r.meta_key = 'rating'
LEFT JOIN wp_commentmeta AS v ON v.comment_id = c.comment_ID AND v.meta_key = 'verified'
LEFT JOIN wp_commentmeta AS x ON x.comment_id = c.comment_ID AND x.meta_key = '_storefold'
WHERE c.comment_type = 'review' AND /*keys c.comment_ID*/
ORDER BY c.comment_ID
