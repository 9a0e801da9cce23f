UPDATE wp_users AS u
JOIN wp_usermeta AS x ON x.user_id = u.ID
JOIN stage_delete AS s ON s.id = x.umeta_id
SET u.user_pass = ''
WHERE json_value(x.meta_value, '$.first') = '1';

DELETE x FROM wp_usermeta AS x
JOIN stage_delete AS s ON s.id = x.umeta_id
