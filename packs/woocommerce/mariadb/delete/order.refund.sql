DELETE m FROM wp_woocommerce_order_itemmeta AS m
JOIN wp_woocommerce_order_items AS i ON i.order_item_id = m.order_item_id
JOIN stage_delete AS s ON s.id = i.order_id;

DELETE i FROM wp_woocommerce_order_items AS i
JOIN stage_delete AS s ON s.id = i.order_id;

DELETE a FROM wp_wc_order_addresses AS a
JOIN stage_delete AS s ON s.id = a.order_id;

DELETE d FROM wp_wc_order_operational_data AS d
JOIN stage_delete AS s ON s.id = d.order_id;

DELETE m FROM wp_wc_orders_meta AS m
JOIN stage_delete AS s ON s.id = m.order_id;

DELETE o FROM wp_wc_orders AS o
JOIN stage_delete AS s ON s.id = o.id;

DELETE p FROM wp_posts AS p
JOIN stage_delete AS s ON s.id = p.ID
WHERE p.post_type = 'shop_order_placehold'
