DELETE x FROM wp_usermeta AS x
JOIN stage_delete AS s ON s.id = x.umeta_id
