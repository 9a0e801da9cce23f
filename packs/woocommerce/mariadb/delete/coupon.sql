DELETE m FROM wp_postmeta AS m
JOIN stage_delete AS s ON s.id = m.post_id;

DELETE m, f FROM wp_posts AS f
JOIN stage_delete AS s ON s.id = f.post_parent
LEFT JOIN wp_postmeta AS m ON m.post_id = f.ID
WHERE f.post_type = 'shop_coupon';

DELETE p FROM wp_posts AS p
JOIN stage_delete AS s ON s.id = p.ID
