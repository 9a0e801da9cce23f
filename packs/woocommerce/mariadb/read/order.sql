-- total_grand is what WooCommerce says. total_shipping, total_fees and total_discount are with tax; total_items is what is
-- left of the total. A moved order carries what WooCommerce has no column for in its meta `_storefold`; of that, what
-- repeats a native column holds only as long as that column is as it was written.
-- The checkout of blocks keeps addresses escaped, the other one does not: both are read as they were typed.
WITH orders AS (
    SELECT
        o.*,
        d.order_key, d.date_paid_gmt, d.prices_include_tax,
        d.shipping_total_amount + d.shipping_tax_amount AS shipping,
        d.discount_total_amount + d.discount_tax_amount AS discount,
        o.tax_amount + d.shipping_tax_amount AS tax,
        x.meta_value AS x,
        json_value(x.meta_value, '$.wc_status') <=> o.status AS as_written,
        (SELECT m.meta_value FROM wp_wc_orders_meta AS m
            WHERE m.order_id = o.id AND m.meta_key = '_fulfillment_status' ORDER BY m.id LIMIT 1) AS fulfilment,
        (SELECT coalesce(sum(-r.total_amount), 0) FROM wp_wc_orders AS r
            WHERE r.parent_order_id = o.id AND r.type = 'shop_order_refund' AND r.status <> 'trash') AS refunded,
        (SELECT coalesce(sum(CAST(m.meta_value AS DECIMAL(26, 8))), 0)
            FROM wp_woocommerce_order_items AS i
            JOIN wp_woocommerce_order_itemmeta AS m
                ON m.order_item_id = i.order_item_id AND m.meta_key IN ('_line_total', '_line_tax')
            WHERE i.order_id = o.id AND i.order_item_type = 'fee') AS fees
    FROM wp_wc_orders AS o
    LEFT JOIN wp_wc_order_operational_data AS d ON d.order_id = o.id
    LEFT JOIN wp_wc_orders_meta AS x ON x.order_id = o.id AND x.meta_key = '_storefold'
    WHERE o.type = 'shop_order' AND /*keys o.id*/
),
addresses AS (
    SELECT
        a.order_id, a.address_type, a.phone,
        md5(concat_ws('|', ifnull(a.first_name, ''), ifnull(a.last_name, ''), ifnull(a.company, ''), ifnull(a.address_1, ''),
            ifnull(a.address_2, ''), ifnull(a.city, ''), ifnull(a.state, ''), ifnull(a.postcode, ''), ifnull(a.country, ''),
            ifnull(a.phone, ''))) AS seal,
        replace(replace(replace(replace(replace(nullif(json_merge_patch('{}', json_object(
            'full_name', nullif(concat_ws(' ', nullif(a.first_name, ''), nullif(a.last_name, '')), ''),
            'company', nullif(a.company, ''), 'line1', nullif(a.address_1, ''), 'line2', nullif(a.address_2, ''),
            'city', nullif(a.city, ''), 'region', nullif(a.state, ''), 'postal', nullif(a.postcode, ''),
            'country', nullif(a.country, ''), 'phone', nullif(a.phone, ''))), '{}'),
            '&quot;', '\\"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&') AS address
    FROM orders AS o
    JOIN wp_wc_order_addresses AS a ON a.order_id = o.id
)
SELECT
    o.id AS `key`,
    'store' AS sites,
    CASE o.status
        WHEN 'wc-checkout-draft' THEN 'checkout_draft'
        WHEN 'auto-draft' THEN 'auto_draft'
        WHEN 'trash' THEN 'trashed_order'
    END AS skip,
    coalesce(
        (SELECT nullif(m.meta_value, '') FROM wp_wc_orders_meta AS m
            WHERE m.order_id = o.id AND m.meta_key IN ('_order_number_formatted', '_order_number')
            ORDER BY m.meta_key = '_order_number', m.id LIMIT 1),
        o.id) AS number,
    json_value(o.x, '$.group_ref') AS group_ref,
    u.ID AS customer,
    nullif(o.billing_email, '') AS email,
    CASE WHEN o.x IS NULL THEN nullif(b.phone, '') ELSE json_value(o.x, '$.phone') END AS phone,
    CASE WHEN year(o.date_created_gmt) > 0 THEN o.date_created_gmt END AS placed_at,
    o.currency,
    json_value(o.x, '$.fx_to_base') AS fx_to_base,
    json_value(o.x, '$.locale') AS locale,
    CASE WHEN o.x IS NULL THEN 'store' ELSE json_value(o.x, '$.channel') END AS channel,
    o.prices_include_tax,
    CASE WHEN o.x IS NULL THEN o.total_amount - o.shipping - o.fees ELSE json_value(o.x, '$.total_items') END AS total_items,
    CASE
        WHEN CAST(json_value(o.x, '$.wc_discount') AS DECIMAL(26, 8)) = o.discount THEN json_value(o.x, '$.total_discount')
        ELSE o.discount
    END AS total_discount,
    o.shipping AS total_shipping,
    o.tax AS total_tax,
    CASE WHEN o.x IS NULL THEN o.fees ELSE json_value(o.x, '$.total_fees') END AS total_fees,
    o.total_amount AS total_grand,
    CASE
        WHEN o.x IS NOT NULL AND o.as_written THEN json_value(o.x, '$.total_paid')
        WHEN o.date_paid_gmt IS NOT NULL THEN o.total_amount
        ELSE 0
    END AS total_paid,
    CASE WHEN o.x IS NOT NULL AND o.as_written THEN json_value(o.x, '$.total_refunded') ELSE o.refunded END AS total_refunded,
    CASE WHEN json_value(o.x, '$.ship_seal') <=> s.seal AND o.x IS NOT NULL THEN json_value(o.x, '$.ship_address')
        ELSE s.address END AS ship_address,
    CASE WHEN json_value(o.x, '$.bill_seal') <=> b.seal AND o.x IS NOT NULL THEN json_value(o.x, '$.bill_address')
        ELSE b.address END AS bill_address,
    CASE
        WHEN o.x IS NOT NULL AND o.as_written THEN json_value(o.x, '$.placement')
        WHEN o.status = 'wc-pending' THEN 'pending'
        WHEN o.status = 'wc-on-hold' THEN 'on_hold'
        WHEN o.status = 'wc-cancelled' THEN 'cancelled'
        WHEN o.status = 'wc-failed' THEN 'failed'
        ELSE 'confirmed'
    END AS placement,
    CASE
        WHEN o.x IS NOT NULL AND o.as_written THEN json_value(o.x, '$.pay_status')
        WHEN o.refunded > 0 AND o.refunded >= o.total_amount OR o.status = 'wc-refunded' THEN 'refunded'
        WHEN o.refunded > 0 THEN 'part_refunded'
        WHEN o.date_paid_gmt IS NOT NULL THEN 'paid'
        WHEN o.total_amount = 0 AND o.status IN ('wc-processing', 'wc-completed') THEN 'paid'
        ELSE 'none'
    END AS pay_status,
    CASE
        WHEN o.x IS NOT NULL AND o.as_written THEN json_value(o.x, '$.fulfil_status')
        WHEN o.fulfilment = 'partially_fulfilled' THEN 'part'
        WHEN o.fulfilment = 'fulfilled' OR o.status = 'wc-completed' THEN 'shipped'
        ELSE 'none'
    END AS fulfil_status,
    CASE WHEN o.x IS NOT NULL AND o.as_written THEN json_value(o.x, '$.native_status') ELSE o.status END AS native_status,
    CASE
        WHEN o.x IS NOT NULL THEN json_value(o.x, '$.coupon_codes')
        ELSE (
            SELECT json_arrayagg(i.order_item_name ORDER BY i.order_item_id) FROM wp_woocommerce_order_items AS i
            WHERE i.order_id = o.id AND i.order_item_type = 'coupon')
    END AS coupon_codes,
    CASE
        WHEN o.x IS NOT NULL THEN json_value(o.x, '$.access_token_hash')
        WHEN o.order_key <> '' THEN sha2(o.order_key, 256)
    END AS access_token_hash,
    json_value(o.x, '$.invoices') AS invoices,
    CASE WHEN o.customer_id > 0 AND u.ID IS NULL THEN o.customer_id END AS x_deleted_customer,
    nullif(o.customer_note, '') AS x_customer_note
FROM orders AS o
LEFT JOIN addresses AS s ON s.order_id = o.id AND s.address_type = 'shipping'
LEFT JOIN addresses AS b ON b.order_id = o.id AND b.address_type = 'billing'
LEFT JOIN wp_users AS u ON u.ID = o.customer_id
ORDER BY o.id
