DELETE x FROM wp_commentmeta AS x
JOIN stage_review_media AS s ON s.id = x.meta_id AND s.is_new = 0;

INSERT INTO wp_commentmeta (meta_id, comment_id, meta_key, meta_value)
SELECT s.id, s.parent_id, '_storefold_media', json_object(
    'url', s.url, 'sha256', s.sha256, 'type', s.type)
FROM stage_review_media AS s
ORDER BY s.id
