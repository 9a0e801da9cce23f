DELETE m FROM wp_woocommerce_order_itemmeta AS m
JOIN stage_delete AS s ON s.id = m.order_item_id;

DELETE i FROM wp_woocommerce_order_items AS i
JOIN stage_delete AS s ON s.id = i.order_item_id
