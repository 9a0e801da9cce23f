-- Reserves ids by rows that are there for a moment only: their numbers are never given out again.
INSERT INTO wp_woocommerce_order_items (order_item_name, order_item_type, order_id)
SELECT '', concat('storefold/', connection_id()), 0 FROM seq_1_to_{count};

DELETE FROM wp_woocommerce_order_items
WHERE order_id = 0 AND order_item_type = concat('storefold/', connection_id())
RETURNING order_item_id
