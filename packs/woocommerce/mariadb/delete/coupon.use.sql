DELETE u FROM wp_postmeta AS u
JOIN wp_postmeta AS x ON x.post_id = u.post_id
    AND u.meta_value = coalesce(json_value(x.meta_value, '$.customer_id'), json_value(x.meta_value, '$.email'))
JOIN stage_delete AS s ON s.id = x.meta_id
WHERE u.meta_key = '_used_by';

DELETE x FROM wp_postmeta AS x
JOIN stage_delete AS s ON s.id = x.meta_id
