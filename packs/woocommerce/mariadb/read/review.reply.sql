-- Answers are plain comments below a review, on the product. What WordPress escaped is read as it was typed.
SELECT
    c.comment_parent AS parent,
    c.comment_ID AS `key`,
    CASE
        WHEN r.comment_type <> 'review' OR r.comment_ID IS NULL THEN 'other_comment'
        WHEN c.comment_approved <> '1' THEN 'reply_not_shown'
    END AS skip,
    CASE
        WHEN json_value(x.meta_value, '$.wc_author') <=> c.comment_author AND x.meta_id IS NOT NULL
            THEN json_value(x.meta_value, '$.by')
        ELSE nullif(replace(replace(replace(replace(replace(c.comment_author,
            '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), '')
    END AS `by`,
    nullif(replace(replace(replace(replace(replace(c.comment_content,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), '') AS body,
    CASE WHEN year(c.comment_date_gmt) > 0 AND NOT json_value(x.meta_value, '$.no_time') <=> '1' THEN c.comment_date_gmt END AS at
FROM wp_comments AS c
LEFT JOIN wp_comments AS r ON r.comment_ID = c.comment_parent
LEFT JOIN wp_commentmeta AS x ON x.comment_id = c.comment_ID AND x.meta_key = '_storefold'
WHERE c.comment_type IN ('comment', '') AND c.comment_parent > 0 AND /*keys c.comment_parent*/
ORDER BY c.comment_parent, c.comment_ID
