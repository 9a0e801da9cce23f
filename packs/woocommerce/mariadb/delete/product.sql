DELETE m FROM wp_postmeta AS m
JOIN stage_delete AS s ON s.id = m.post_id;

DELETE l FROM wp_wc_product_meta_lookup AS l
JOIN stage_delete AS s ON s.id = l.product_id;

DELETE r FROM wp_term_relationships AS r
JOIN stage_delete AS s ON s.id = r.object_id;

DELETE p FROM wp_posts AS p
JOIN stage_delete AS s ON s.id = p.ID
