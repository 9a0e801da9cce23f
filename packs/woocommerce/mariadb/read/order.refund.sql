-- A refund is a row beside its order, with a negative total. One that a moved order has not been paid out for (pending, failed)
-- is of the type `storefold_refund`, because WooCommerce counts every `shop_order_refund` as money that is gone.
WITH refunds AS (
    SELECT
        r.id, r.parent_order_id, r.total_amount, r.date_created_gmt, r.status,
        max(CASE WHEN m.meta_key = '_refund_reason' THEN nullif(m.meta_value, '') END) AS reason,
        max(CASE WHEN m.meta_key = '_refunded_payment' THEN m.meta_value END) AS by_gateway,
        max(CASE WHEN m.meta_key = '_storefold' THEN m.meta_value END) AS x
    FROM wp_wc_orders AS r
    LEFT JOIN wp_wc_orders_meta AS m ON m.order_id = r.id AND m.meta_key IN ('_refund_reason', '_refunded_payment', '_storefold')
    WHERE r.type IN ('shop_order_refund', 'storefold_refund') AND /*keys r.parent_order_id*/
    GROUP BY r.id
),
parts AS (
    SELECT
        i.order_id, i.order_item_type, i.order_item_id,
        max(CASE WHEN m.meta_key = '_refunded_item_id' THEN CAST(m.meta_value AS UNSIGNED) END) AS line,
        -max(CASE WHEN m.meta_key = '_qty' THEN CAST(m.meta_value AS DECIMAL(26, 8)) END) AS qty,
        -sum(CASE WHEN m.meta_key IN ('_line_total', '_line_tax', 'cost', 'total_tax')
            THEN CAST(nullif(m.meta_value, '') AS DECIMAL(26, 8)) END) AS amount
    FROM refunds AS r
    JOIN wp_woocommerce_order_items AS i ON i.order_id = r.id AND i.order_item_type IN ('line_item', 'shipping', 'fee')
    LEFT JOIN wp_woocommerce_order_itemmeta AS m ON m.order_item_id = i.order_item_id
    GROUP BY i.order_item_id
),
sums AS (
    SELECT
        p.order_id,
        sum(CASE WHEN p.order_item_type <> 'shipping' THEN p.amount END) AS items,
        sum(CASE WHEN p.order_item_type = 'shipping' THEN p.amount END) AS shipping,
        json_arrayagg(json_object('line', p.line, 'qty', CAST(p.qty AS CHAR), 'amount', CAST(p.amount AS CHAR))
            ORDER BY p.order_item_id) AS `lines`
    FROM parts AS p
    GROUP BY p.order_id
)
SELECT
    r.parent_order_id AS parent,
    r.id AS `key`,
    CASE WHEN r.status = 'trash' THEN 'trashed_refund' END AS skip,
    CAST(json_value(r.x, '$.payment_id') AS SIGNED) AS payment,
    -r.total_amount AS amount,
    CASE WHEN r.x IS NULL THEN s.items ELSE json_value(r.x, '$.items') END AS items,
    CASE WHEN r.x IS NULL THEN s.shipping ELSE json_value(r.x, '$.shipping') END AS shipping,
    CASE
        WHEN r.x IS NOT NULL THEN json_value(r.x, '$.adjustment')
        WHEN s.order_id IS NULL THEN -r.total_amount
        WHEN coalesce(s.items, 0) + coalesce(s.shipping, 0) <> -r.total_amount
            THEN -r.total_amount - coalesce(s.items, 0) - coalesce(s.shipping, 0)
    END AS adjustment,
    CASE WHEN r.x IS NULL THEN s.`lines` ELSE json_value(r.x, '$.lines') END AS `lines`,
    CASE
        WHEN r.x IS NOT NULL THEN json_value(r.x, '$.destination')
        WHEN r.by_gateway = '1' THEN 'original'
    END AS destination,
    r.reason,
    CASE WHEN r.x IS NULL THEN 'succeeded' ELSE json_value(r.x, '$.state') END AS state,
    json_value(r.x, '$.provider_txn') AS provider_txn,
    CASE WHEN year(r.date_created_gmt) > 0 THEN r.date_created_gmt END AS at
FROM refunds AS r
LEFT JOIN sums AS s ON s.order_id = r.id
ORDER BY r.parent_order_id, r.id
