-- Order notes; those that the customer saw are marked as such. Nothing is mailed for a row. A customer sees
-- them as HTML, so plain text is written escaped.
INSERT INTO wp_comments (
    comment_ID, comment_post_ID, comment_author, comment_author_email, comment_author_url, comment_author_IP, comment_date,
    comment_date_gmt, comment_content, comment_karma, comment_approved, comment_agent, comment_type, comment_parent, user_id)
SELECT
    s.id, s.parent_id, coalesce(replace(replace(replace(s.actor, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), 'WooCommerce'), '', '', '',
    coalesce(s.at, '1970-01-01'), coalesce(s.at, '1970-01-01'),
    coalesce(replace(replace(replace(s.text, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), ''), 0, '1', 'Storefold', 'order_note', 0, 0
FROM stage_order_event AS s
WHERE s.is_new = 1
ORDER BY s.id;

UPDATE wp_comments AS c
JOIN stage_order_event AS s ON s.id = c.comment_ID AND s.is_new = 0
SET c.comment_post_ID = s.parent_id,
    c.comment_author = coalesce(replace(replace(replace(s.actor, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), 'WooCommerce'),
    c.comment_date = coalesce(s.at, '1970-01-01'), c.comment_date_gmt = coalesce(s.at, '1970-01-01'),
    c.comment_content = coalesce(replace(replace(replace(s.text, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), ''),
    c.comment_approved = '1', c.comment_parent = 0, c.user_id = 0;

DELETE m FROM wp_commentmeta AS m
JOIN stage_order_event AS s ON s.id = m.comment_id AND s.is_new = 0
WHERE m.meta_key IN ('_storefold', 'is_customer_note', 'rating', 'verified');

INSERT INTO wp_commentmeta (comment_id, meta_key, meta_value)
SELECT s.id, '_storefold', json_object(
    'type', s.type, 'actor', s.actor,
    'wc_author', coalesce(replace(replace(replace(s.actor, '&', '&amp;'), '<', '&lt;'), '>', '&gt;'), 'WooCommerce'),
    'hidden', s.visible = 0, 'no_time', s.at IS NULL)
FROM stage_order_event AS s
ORDER BY s.id;

INSERT INTO wp_commentmeta (comment_id, meta_key, meta_value)
SELECT s.id, 'is_customer_note', '1'
FROM stage_order_event AS s
WHERE s.visible = 1
ORDER BY s.id;

-- The site's own time, which is the one that is shown: by the name of its zone where the server knows zones, else by its hours.
UPDATE wp_comments AS c
JOIN stage_order_event AS s ON s.id = c.comment_ID
JOIN (
    SELECT
        max(CASE WHEN o.option_name = 'timezone_string' THEN nullif(o.option_value, '') END) AS zone,
        max(CASE WHEN o.option_name = 'gmt_offset' THEN nullif(o.option_value, '') END) AS hours
    FROM wp_options AS o
    WHERE o.option_name IN ('timezone_string', 'gmt_offset')) AS z
SET c.comment_date = coalesce(convert_tz(c.comment_date_gmt, '+00:00', z.zone),
    c.comment_date_gmt + INTERVAL round(coalesce(z.hours, 0) * 60) MINUTE)
