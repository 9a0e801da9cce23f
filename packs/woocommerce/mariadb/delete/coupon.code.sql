DELETE m, f FROM wp_posts AS f
JOIN stage_delete AS s ON f.post_name = concat('storefold-', s.id)
LEFT JOIN wp_postmeta AS m ON m.post_id = f.ID
WHERE f.post_type = 'shop_coupon';

DELETE x FROM wp_postmeta AS x
JOIN stage_delete AS s ON s.id = x.meta_id
