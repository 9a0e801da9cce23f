-- Order notes are comments on the order's placeholder post; those for the customer have the meta is_customer_note.
-- What is escaped in them is read as it was meant.
SELECT
    c.comment_post_ID AS parent,
    c.comment_ID AS `key`,
    CASE WHEN year(c.comment_date_gmt) > 0 AND NOT json_value(x.meta_value, '$.no_time') <=> '1'
        THEN c.comment_date_gmt END AS at,
    coalesce(json_value(x.meta_value, '$.type'), nullif(g.meta_value, ''), 'note') AS type,
    CASE
        WHEN json_value(x.meta_value, '$.wc_author') <=> c.comment_author THEN json_value(x.meta_value, '$.actor')
        WHEN c.comment_agent = 'WooCommerce' AND c.comment_author IN ('WooCommerce', 'system') THEN 'system'
        ELSE nullif(replace(replace(replace(replace(replace(c.comment_author,
            '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), '')
    END AS actor,
    CASE
        WHEN v.meta_id IS NOT NULL THEN v.meta_value = '1'
        WHEN x.meta_id IS NULL OR json_value(x.meta_value, '$.hidden') = '1' THEN 0
    END AS visible,
    nullif(replace(replace(replace(replace(replace(c.comment_content,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), '') AS text
FROM wp_comments AS c
LEFT JOIN wp_commentmeta AS x ON x.comment_id = c.comment_ID AND x.meta_key = '_storefold'
LEFT JOIN wp_commentmeta AS g ON g.comment_id = c.comment_ID AND g.meta_key = 'note_group'
LEFT JOIN wp_commentmeta AS v ON v.comment_id = c.comment_ID AND v.meta_key = 'is_customer_note'
WHERE c.comment_type = 'order_note' AND /*keys c.comment_post_ID*/
ORDER BY c.comment_post_ID, c.comment_ID
