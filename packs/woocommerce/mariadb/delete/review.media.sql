DELETE x FROM wp_commentmeta AS x
JOIN stage_delete AS s ON s.id = x.meta_id
