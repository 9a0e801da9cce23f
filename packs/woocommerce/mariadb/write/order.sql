-- An order that is over and done with as far as WooCommerce's own machinery goes: sales recorded, coupons counted, stock reduced,
-- the mail sent. It takes its id from its placeholder post. The old number stands where plugins for order numbers keep it.
-- What is taken off is known when the lines are written (order.line.sql).
INSERT INTO wp_posts (
    ID, post_author, post_date, post_date_gmt, post_content, post_title, post_excerpt, post_status, comment_status, ping_status,
    post_name, to_ping, pinged, post_modified, post_modified_gmt, post_content_filtered, post_type)
SELECT
    s.id, 0, coalesce(s.placed_at, '1970-01-01'), coalesce(s.placed_at, '1970-01-01'), '', '', '', 'draft', 'closed', 'closed',
    '', '', '', coalesce(s.placed_at, '1970-01-01'), coalesce(s.placed_at, '1970-01-01'), '', 'shop_order_placehold'
FROM stage_order AS s
WHERE s.is_new = 1
ORDER BY s.id;

INSERT INTO wp_wc_orders (
    id, status, currency, type, tax_amount, total_amount, customer_id, billing_email, date_created_gmt, date_updated_gmt,
    parent_order_id, payment_method, payment_method_title, transaction_id, ip_address, user_agent, customer_note)
SELECT
    s.id, CASE
        WHEN s.placement = 'pending' THEN 'wc-pending'
        WHEN s.placement = 'on_hold' THEN 'wc-on-hold'
        WHEN s.placement IN ('cancelled', 'expired') THEN 'wc-cancelled'
        WHEN s.placement = 'failed' THEN 'wc-failed'
        WHEN s.pay_status = 'refunded' THEN 'wc-refunded'
        WHEN s.fulfil_status IN ('shipped', 'part_delivered', 'delivered', 'part_returned', 'returned') THEN 'wc-completed'
        ELSE 'wc-processing'
    END,
    s.currency, 'shop_order', s.total_tax - coalesce((SELECT sum(l.line_gross - l.line_net) FROM stage_order_line AS l
        WHERE l.parent_id = s.id AND l.kind = 'shipping'), 0),
    s.total_grand, coalesce(s.customer_id, 0), s.email, s.placed_at, s.placed_at, 0, '', '', '', '', '', ''
FROM stage_order AS s
WHERE s.is_new = 1
ORDER BY s.id;

UPDATE wp_wc_orders AS o
JOIN stage_order AS s ON s.id = o.id AND s.is_new = 0
SET o.status = CASE
        WHEN s.placement = 'pending' THEN 'wc-pending'
        WHEN s.placement = 'on_hold' THEN 'wc-on-hold'
        WHEN s.placement IN ('cancelled', 'expired') THEN 'wc-cancelled'
        WHEN s.placement = 'failed' THEN 'wc-failed'
        WHEN s.pay_status = 'refunded' THEN 'wc-refunded'
        WHEN s.fulfil_status IN ('shipped', 'part_delivered', 'delivered', 'part_returned', 'returned') THEN 'wc-completed'
        ELSE 'wc-processing'
    END,
    o.currency = s.currency,
    o.tax_amount = s.total_tax - coalesce((SELECT sum(l.line_gross - l.line_net) FROM stage_order_line AS l
        WHERE l.parent_id = s.id AND l.kind = 'shipping'), 0),
    o.total_amount = s.total_grand, o.customer_id = coalesce(s.customer_id, 0), o.billing_email = s.email,
    o.date_created_gmt = s.placed_at;

INSERT INTO wp_wc_order_operational_data (
    order_id, created_via, woocommerce_version, prices_include_tax, coupon_usages_are_counted, download_permission_granted,
    cart_hash, new_order_email_sent, order_key, order_stock_reduced, date_paid_gmt, date_completed_gmt, shipping_tax_amount,
    shipping_total_amount, discount_tax_amount, discount_total_amount, recorded_sales)
SELECT
    s.id, 'storefold', '', s.prices_include_tax, 1, 1, '', 1,
    concat('wc_order_', left(sha2(concat(uuid(), rand(), s.id, uuid_short()), 256), 24)), 1,
    CASE WHEN s.pay_status IN ('paid', 'over', 'part_refunded', 'refunded') THEN coalesce(
        (SELECT min(p.at) FROM stage_order_payment AS p WHERE p.parent_id = s.id AND p.kind = 'capture'), s.placed_at) END,
    CASE WHEN o.status = 'wc-completed' THEN s.placed_at END,
    coalesce((SELECT sum(l.line_gross - l.line_net) FROM stage_order_line AS l WHERE l.parent_id = s.id
        AND l.kind = 'shipping'), 0),
    s.total_shipping - coalesce((SELECT sum(l.line_gross - l.line_net) FROM stage_order_line AS l WHERE l.parent_id = s.id
        AND l.kind = 'shipping'), 0),
    0, 0, 1
FROM stage_order AS s
JOIN wp_wc_orders AS o ON o.id = s.id
ORDER BY s.id
ON DUPLICATE KEY UPDATE
    prices_include_tax = VALUES(prices_include_tax), date_paid_gmt = VALUES(date_paid_gmt),
    date_completed_gmt = VALUES(date_completed_gmt), shipping_tax_amount = VALUES(shipping_tax_amount),
    shipping_total_amount = VALUES(shipping_total_amount), discount_tax_amount = 0, discount_total_amount = 0;

DELETE a FROM wp_wc_order_addresses AS a
JOIN stage_order AS s ON s.id = a.order_id AND s.is_new = 0;

INSERT INTO wp_wc_order_addresses (
    order_id, address_type, first_name, last_name, company, address_1, address_2, city, state, postcode, country, email, phone)
SELECT
    s.id, 'billing',
    CASE WHEN locate(' ', json_value(s.bill_address, '$.full_name')) > 0
        THEN left(json_value(s.bill_address, '$.full_name'), char_length(json_value(s.bill_address,
            '$.full_name')) - char_length(substring_index(json_value(s.bill_address, '$.full_name'), ' ', -1)) - 1)
        ELSE coalesce(json_value(s.bill_address, '$.full_name'), json_value(s.bill_address, '$.first_name')) END,
    CASE WHEN locate(' ', json_value(s.bill_address, '$.full_name')) > 0
        THEN substring_index(json_value(s.bill_address, '$.full_name'), ' ', -1)
        ELSE json_value(s.bill_address, '$.last_name') END,
    json_value(s.bill_address, '$.company'),
    json_value(s.bill_address, '$.line1'),
    json_value(s.bill_address, '$.line2'),
    json_value(s.bill_address, '$.city'),
    json_value(s.bill_address, '$.region'),
    json_value(s.bill_address, '$.postal'),
    json_value(s.bill_address, '$.country'),
    s.email,
    coalesce(json_value(s.bill_address, '$.phone'), s.phone)
FROM stage_order AS s
WHERE s.bill_address IS NOT NULL
ORDER BY s.id;

INSERT INTO wp_wc_order_addresses (
    order_id, address_type, first_name, last_name, company, address_1, address_2, city, state, postcode, country, email, phone)
SELECT
    s.id, 'shipping',
    CASE WHEN locate(' ', json_value(s.ship_address, '$.full_name')) > 0
        THEN left(json_value(s.ship_address, '$.full_name'), char_length(json_value(s.ship_address,
            '$.full_name')) - char_length(substring_index(json_value(s.ship_address, '$.full_name'), ' ', -1)) - 1)
        ELSE coalesce(json_value(s.ship_address, '$.full_name'), json_value(s.ship_address, '$.first_name')) END,
    CASE WHEN locate(' ', json_value(s.ship_address, '$.full_name')) > 0
        THEN substring_index(json_value(s.ship_address, '$.full_name'), ' ', -1)
        ELSE json_value(s.ship_address, '$.last_name') END,
    json_value(s.ship_address, '$.company'),
    json_value(s.ship_address, '$.line1'),
    json_value(s.ship_address, '$.line2'),
    json_value(s.ship_address, '$.city'),
    json_value(s.ship_address, '$.region'),
    json_value(s.ship_address, '$.postal'),
    json_value(s.ship_address, '$.country'),
    NULL,
    json_value(s.ship_address, '$.phone')
FROM stage_order AS s
WHERE s.ship_address IS NOT NULL
ORDER BY s.id;

DELETE m FROM wp_wc_orders_meta AS m
JOIN stage_order AS s ON s.id = m.order_id AND s.is_new = 0
WHERE m.meta_key IN ('_order_number', '_storefold', '_billing_address_index', '_shipping_address_index');

INSERT INTO wp_wc_orders_meta (order_id, meta_key, meta_value)
SELECT s.id, '_storefold', json_object(
    'wc_status', o.status, 'group_ref', s.group_ref, 'phone', s.phone, 'fx_to_base', s.fx_to_base, 'locale', s.locale,
    'channel', s.channel, 'total_items', s.total_items, 'total_discount', s.total_discount, 'wc_discount', '0',
    'total_fees', s.total_fees, 'total_paid', s.total_paid,
    'total_refunded', s.total_refunded, 'ship_address', s.ship_address, 'bill_address', s.bill_address,
    'ship_seal', CASE WHEN h.id IS NOT NULL THEN md5(concat_ws('|', ifnull(h.first_name, ''), ifnull(h.last_name, ''),
        ifnull(h.company, ''),
        ifnull(h.address_1, ''), ifnull(h.address_2, ''), ifnull(h.city, ''), ifnull(h.state, ''),
        ifnull(h.postcode, ''), ifnull(h.country, ''), ifnull(h.phone, ''))) END,
    'bill_seal', CASE WHEN b.id IS NOT NULL THEN md5(concat_ws('|', ifnull(b.first_name, ''), ifnull(b.last_name, ''),
        ifnull(b.company, ''),
        ifnull(b.address_1, ''), ifnull(b.address_2, ''), ifnull(b.city, ''), ifnull(b.state, ''),
        ifnull(b.postcode, ''), ifnull(b.country, ''), ifnull(b.phone, ''))) END,
    'placement', s.placement, 'pay_status', s.pay_status, 'fulfil_status', s.fulfil_status, 'native_status', s.native_status,
    'coupon_codes', s.coupon_codes, 'access_token_hash', s.access_token_hash, 'invoices', s.invoices)
FROM stage_order AS s
JOIN wp_wc_orders AS o ON o.id = s.id
LEFT JOIN wp_wc_order_addresses AS b ON b.order_id = s.id AND b.address_type = 'billing'
LEFT JOIN wp_wc_order_addresses AS h ON h.order_id = s.id AND h.address_type = 'shipping'
ORDER BY s.id;

INSERT INTO wp_wc_orders_meta (order_id, meta_key, meta_value)
SELECT s.id, '_order_number', s.number
FROM stage_order AS s
ORDER BY s.id;

INSERT INTO wp_wc_orders_meta (order_id, meta_key, meta_value)
SELECT
    a.order_id, concat('_', a.address_type, '_address_index'),
    concat_ws(' ', a.first_name, a.last_name, a.company, a.address_1, a.address_2, a.city, a.state, a.postcode, a.country,
        a.email, a.phone)
FROM stage_order AS s
JOIN wp_wc_order_addresses AS a ON a.order_id = s.id
ORDER BY a.id;

DELETE i, m FROM wp_woocommerce_order_items AS i
JOIN stage_order AS s ON s.id = i.order_id AND s.is_new = 0
LEFT JOIN wp_woocommerce_order_itemmeta AS m ON m.order_item_id = i.order_item_id
WHERE i.order_item_type IN ('coupon', 'tax');

INSERT INTO wp_woocommerce_order_items (order_item_name, order_item_type, order_id)
SELECT c.code, 'coupon', s.id
FROM stage_order AS s
JOIN json_table(s.coupon_codes, '$[*]' COLUMNS (nr FOR ORDINALITY, code VARCHAR(1000) PATH '$')) AS c
WHERE c.code IS NOT NULL
ORDER BY s.id, c.nr;

INSERT INTO wp_woocommerce_order_itemmeta (order_item_id, meta_key, meta_value)
SELECT i.order_item_id, k.name, '0'
FROM stage_order AS s
JOIN wp_woocommerce_order_items AS i ON i.order_id = s.id AND i.order_item_type = 'coupon'
JOIN (SELECT 'discount_amount' AS name UNION ALL SELECT 'discount_amount_tax') AS k
ORDER BY i.order_item_id;

INSERT INTO wp_woocommerce_order_items (order_item_name, order_item_type, order_id)
SELECT 'TAX', 'tax', s.id
FROM stage_order AS s
WHERE s.total_tax <> 0
ORDER BY s.id;

INSERT INTO wp_woocommerce_order_itemmeta (order_item_id, meta_key, meta_value)
SELECT i.order_item_id, k.name, CASE k.name
    WHEN 'tax_amount' THEN trim(TRAILING '.' FROM trim(TRAILING '0' FROM CAST(o.tax_amount AS CHAR)))
    WHEN 'shipping_tax_amount' THEN trim(TRAILING '.' FROM trim(TRAILING '0' FROM CAST(d.shipping_tax_amount AS CHAR)))
    ELSE k.value END
FROM stage_order AS s
JOIN wp_wc_orders AS o ON o.id = s.id
JOIN wp_wc_order_operational_data AS d ON d.order_id = s.id
JOIN wp_woocommerce_order_items AS i ON i.order_id = s.id AND i.order_item_type = 'tax'
JOIN (SELECT 'rate_id' AS name, '0' AS value UNION ALL SELECT 'label', 'Tax' UNION ALL SELECT 'compound', ''
    UNION ALL SELECT 'tax_amount', '' UNION ALL SELECT 'shipping_tax_amount', '') AS k
ORDER BY i.order_item_id;

-- The site's own time, which is the one that is shown: by the name of its zone where the server knows zones, else by its hours.
UPDATE wp_posts AS p
JOIN stage_order AS s ON s.id = p.ID
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
