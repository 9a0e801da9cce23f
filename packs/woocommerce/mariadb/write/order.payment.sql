-- The first payment is the order's own; the columns hold what WooCommerce shows of it.
DELETE m FROM wp_wc_orders_meta AS m
JOIN stage_order_payment AS s ON s.id = m.id AND s.is_new = 0;

INSERT INTO wp_wc_orders_meta (id, order_id, meta_key, meta_value)
SELECT
    s.id, s.parent_id, CASE WHEN s.ordinal = 0 THEN '_storefold_payment_1' ELSE '_storefold_payment' END,
    json_object(
        'method', s.method, 'provider', s.provider, 'provider_txn', s.provider_txn, 'kind', s.kind, 'amount', s.amount,
        'state', s.state, 'at', s.at, 'card_brand', s.card_brand, 'last4', s.last4,
        'wc_method', coalesce(nullif(s.provider, ''), 'other'), 'wc_title', coalesce(s.method, s.provider, ''))
FROM stage_order_payment AS s
ORDER BY s.id;

UPDATE wp_wc_orders AS o
JOIN stage_order_payment AS s ON s.parent_id = o.id AND s.ordinal = 0
SET o.payment_method = coalesce(nullif(s.provider, ''), 'other'), o.payment_method_title = coalesce(s.method, s.provider, ''),
    o.transaction_id = coalesce(s.provider_txn, '')
