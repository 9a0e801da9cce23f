-- Reserves ids by rows that are there for a moment only: their numbers are never given out again. Orders and refunds have the ids of
-- their placeholder posts.
INSERT INTO wp_posts (
    post_author, post_date, post_date_gmt, post_content, post_title, post_excerpt, post_status, post_type, post_mime_type,
    to_ping, pinged, post_content_filtered, post_modified, post_modified_gmt)
SELECT 0, '1970-01-01', '1970-01-01', '', '', '', 'storefold', 'storefold', connection_id(), '', '', '', '1970-01-01',
    '1970-01-01'
FROM seq_1_to_{count};

DELETE FROM wp_posts
WHERE post_type = 'storefold' AND post_status = 'storefold' AND post_mime_type = connection_id()
RETURNING ID
