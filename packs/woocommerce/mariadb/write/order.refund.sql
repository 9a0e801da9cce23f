-- A refund is a row beside its order, and takes its id from a placeholder post too.
INSERT INTO wp_posts (
    ID, post_author, post_date, post_date_gmt, post_content, post_title, post_excerpt, post_status, comment_status, ping_status,
    post_name, to_ping, pinged, post_modified, post_modified_gmt, post_content_filtered, post_type)
SELECT
    s.id, 0, coalesce(s.at, '1970-01-01'), coalesce(s.at, '1970-01-01'), '', '', '', 'draft', 'closed', 'closed',
    '', '', '', coalesce(s.at, '1970-01-01'), coalesce(s.at, '1970-01-01'), '', 'shop_order_placehold'
FROM stage_order_refund AS s
WHERE s.is_new = 1
ORDER BY s.id;

INSERT INTO wp_wc_orders (
    id, status, currency, type, tax_amount, total_amount, date_created_gmt, date_updated_gmt, parent_order_id)
SELECT
    s.id, 'wc-completed', o.currency, CASE WHEN s.state IN ('pending', 'failed') THEN 'storefold_refund'
        ELSE 'shop_order_refund' END,
    0, -s.amount, s.at, s.at, s.parent_id
FROM stage_order_refund AS s
JOIN wp_wc_orders AS o ON o.id = s.parent_id
WHERE s.is_new = 1
ORDER BY s.id;

UPDATE wp_wc_orders AS o
JOIN stage_order_refund AS s ON s.id = o.id AND s.is_new = 0
SET o.type = CASE WHEN s.state IN ('pending', 'failed') THEN 'storefold_refund' ELSE 'shop_order_refund' END,
    o.total_amount = -s.amount, o.date_created_gmt = s.at, o.parent_order_id = s.parent_id;

INSERT INTO wp_wc_order_operational_data (
    order_id, woocommerce_version, prices_include_tax, shipping_tax_amount, shipping_total_amount, discount_tax_amount,
    discount_total_amount)
SELECT s.id, '', d.prices_include_tax, 0, 0, 0, 0
FROM stage_order_refund AS s
JOIN wp_wc_order_operational_data AS d ON d.order_id = s.parent_id
WHERE s.is_new = 1
ORDER BY s.id;

DELETE m FROM wp_wc_orders_meta AS m
JOIN stage_order_refund AS s ON s.id = m.order_id AND s.is_new = 0;

INSERT INTO wp_wc_orders_meta (order_id, meta_key, meta_value)
SELECT s.id, k.name, CASE k.name
    WHEN '_refund_amount' THEN trim(TRAILING '.' FROM trim(TRAILING '0' FROM CAST(s.amount AS CHAR)))
    WHEN '_refund_reason' THEN s.reason
    WHEN '_refunded_by' THEN '0'
    WHEN '_refunded_payment' THEN CASE WHEN s.destination = 'original' THEN '1' ELSE '' END
    ELSE json_object(
        'payment_id', s.payment_id, 'items', s.items, 'shipping', s.shipping, 'adjustment', s.adjustment, 'lines', s.`lines`,
        'destination', s.destination, 'state', s.state, 'provider_txn', s.provider_txn) END
FROM stage_order_refund AS s
JOIN (SELECT '_refund_amount' AS name UNION ALL SELECT '_refund_reason' UNION ALL SELECT '_refunded_by'
    UNION ALL SELECT '_refunded_payment' UNION ALL SELECT '_storefold') AS k
WHERE k.name <> '_refund_reason' OR s.reason IS NOT NULL
ORDER BY s.id;

-- The site's own time, which is the one that is shown: by the name of its zone where the server knows zones, else by its hours.
UPDATE wp_posts AS p
JOIN stage_order_refund AS s ON s.id = p.ID
JOIN (
    SELECT
        max(CASE WHEN o.option_name = 'timezone_string' THEN nullif(o.option_value, '') END) AS zone,
        max(CASE WHEN o.option_name = 'gmt_offset' THEN nullif(o.option_value, '') END) AS hours
    FROM wp_options AS o
    WHERE o.option_name IN ('timezone_string', 'gmt_offset')) AS z
SET p.post_date = coalesce(convert_tz(p.post_date_gmt, '+00:00', z.zone),
    p.post_date_gmt + INTERVAL round(coalesce(z.hours, 0) * 60) MINUTE),
    p.post_modified = coalesce(convert_tz(p.post_modified_gmt, '+00:00', z.zone),
        p.post_modified_gmt + INTERVAL round(coalesce(z.hours, 0) * 60) MINUTE)
