-- WooCommerce keeps one payment per order, in the order's columns. A moved order has the rest of its first payment in the meta
-- `_storefold_payment_1` and further payments in `_storefold_payment`.
SELECT
    o.id AS parent,
    CASE WHEN m.id IS NULL THEN o.id ELSE m.id END AS `key`,
    CASE WHEN n.further OR json_value(m.meta_value, '$.wc_title') <=> o.payment_method_title
        THEN json_value(m.meta_value, '$.method') ELSE nullif(o.payment_method_title, '') END AS method,
    CASE WHEN n.further OR json_value(m.meta_value, '$.wc_method') <=> o.payment_method
        THEN json_value(m.meta_value, '$.provider') ELSE nullif(o.payment_method, '') END AS provider,
    CASE WHEN n.further THEN json_value(m.meta_value, '$.provider_txn') ELSE nullif(o.transaction_id, '') END AS provider_txn,
    CASE WHEN m.id IS NULL THEN 'capture' ELSE json_value(m.meta_value, '$.kind') END AS kind,
    CASE WHEN m.id IS NULL THEN o.total_amount ELSE json_value(m.meta_value, '$.amount') END AS amount,
    CASE
        WHEN m.id IS NOT NULL THEN json_value(m.meta_value, '$.state')
        WHEN d.date_paid_gmt IS NOT NULL THEN 'settled'
        WHEN o.status = 'wc-failed' THEN 'failed'
        WHEN o.status = 'wc-cancelled' THEN 'cancelled'
        ELSE 'pending'
    END AS state,
    CASE
        WHEN m.id IS NOT NULL THEN json_value(m.meta_value, '$.at')
        WHEN year(d.date_paid_gmt) > 0 THEN d.date_paid_gmt
        WHEN year(o.date_created_gmt) > 0 THEN o.date_created_gmt
    END AS at,
    json_value(m.meta_value, '$.card_brand') AS card_brand,
    json_value(m.meta_value, '$.last4') AS last4
FROM wp_wc_orders AS o
JOIN (SELECT 0 AS further UNION ALL SELECT 1) AS n
LEFT JOIN wp_wc_order_operational_data AS d ON d.order_id = o.id
LEFT JOIN wp_wc_orders_meta AS m ON m.order_id = o.id
    AND m.meta_key = CASE WHEN n.further THEN '_storefold_payment' ELSE '_storefold_payment_1' END
WHERE o.type = 'shop_order' AND (n.further AND m.id IS NOT NULL OR NOT n.further AND o.payment_method <> '') AND /*keys o.id*/
ORDER BY o.id, n.further, m.id
