DELETE m FROM wp_commentmeta AS m
JOIN stage_delete AS s ON s.id = m.comment_id;

DELETE c FROM wp_comments AS c
JOIN stage_delete AS s ON s.id = c.comment_ID
