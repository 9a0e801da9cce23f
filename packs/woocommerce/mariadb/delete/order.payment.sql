UPDATE wp_wc_orders AS o
JOIN wp_wc_orders_meta AS m ON m.order_id = o.id AND m.meta_key = '_storefold_payment_1'
JOIN stage_delete AS s ON s.id = m.id
SET o.payment_method = '', o.payment_method_title = '', o.transaction_id = '';

DELETE m FROM wp_wc_orders_meta AS m
JOIN stage_delete AS s ON s.id = m.id
