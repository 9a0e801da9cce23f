DELETE m FROM wp_usermeta AS m
JOIN stage_delete AS s ON s.id = m.user_id;

DELETE l FROM wp_wc_customer_lookup AS l
JOIN stage_delete AS s ON s.id = l.user_id;

DELETE u FROM wp_users AS u
JOIN stage_delete AS s ON s.id = u.ID
