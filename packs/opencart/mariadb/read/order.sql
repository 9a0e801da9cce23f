-- OpenCart keeps amounts in the shop's default currency and shows each one times currency_value, rounded to the decimals
-- of the order's currency. Here every amount is what the customer was shown; amounts that were shown apart may
-- therefore differ from the total by a cent, as they did on the page.
-- What a status means is said by its English name, in any language that the shop has, and where none is English by OpenCart's own
-- settings; a status that neither explains is never taken for one that is paid.
--   total_items is without tax; total_grand = items - discount + shipping + tax + fees, before that rounding.
-- Orders that a transfer wrote are in their own currency at the rate 1, and are read as they stand.
SELECT
    o.order_id AS `key`,
    CAST(o.store_id AS CHAR) AS sites,
    CASE
        WHEN o.order_status_id = 0 AND k.sf IS NULL THEN 'unfinished_order'
        WHEN s.class IS NULL AND NOT COALESCE(k.sf = 1 AND k.status_id = o.order_status_id, 0) THEN 'unknown_status'
    END AS skip,
    COALESCE(k.number, CAST(o.order_id AS CHAR)) AS number,
    k.group_ref,
    b.customer_id AS customer,
    COALESCE(k.email, NULLIF(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(o.email,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), '')) AS email,
    COALESCE(k.phone, NULLIF(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(o.telephone,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), '')) AS phone,
    o.date_added AS placed_at,
    o.currency_code AS currency,
    k.fx_to_base,
    IF(k.sf = 1, k.locale, NULLIF(o.language_code, '')) AS locale,
    IF(k.sf = 1, k.channel, CAST(o.store_id AS CHAR)) AS channel,
    IF(k.sf = 1, k.prices_include_tax, 0) AS prices_include_tax,
    IF(k.sf = 1, k.total_items, IF(k.sf = 1, t.items, ROUND(t.items * COALESCE(NULLIF(o.currency_value, 0),
        CAST(u.value AS DECIMAL(15, 8)), 1), COALESCE(u.decimal_place, 2)))) AS total_items,
    IF(k.sf = 1, k.total_discount, IF(k.sf = 1, t.discount, ROUND(t.discount * COALESCE(NULLIF(o.currency_value, 0),
        CAST(u.value AS DECIMAL(15, 8)), 1), COALESCE(u.decimal_place, 2)))) AS total_discount,
    IF(k.sf = 1, k.total_shipping, IF(k.sf = 1, t.shipping, ROUND(t.shipping * COALESCE(NULLIF(o.currency_value, 0),
        CAST(u.value AS DECIMAL(15, 8)), 1), COALESCE(u.decimal_place, 2)))) AS total_shipping,
    IF(k.sf = 1, k.total_tax, IF(k.sf = 1, t.tax, ROUND(t.tax * COALESCE(NULLIF(o.currency_value, 0), CAST(u.value
        AS DECIMAL(15, 8)), 1), COALESCE(u.decimal_place, 2)))) AS total_tax,
    IF(k.sf = 1, k.total_fees, IF(k.sf = 1, t.fees, ROUND(t.fees * COALESCE(NULLIF(o.currency_value, 0), CAST(u.value
        AS DECIMAL(15, 8)), 1), COALESCE(u.decimal_place, 2)))) AS total_fees,
    IF(k.sf = 1, o.total, ROUND(o.total * COALESCE(NULLIF(o.currency_value, 0), CAST(u.value AS DECIMAL(15, 8)), 1),
        COALESCE(u.decimal_place, 2))) AS total_grand,
    IF(k.sf = 1, k.total_paid, IF(s.class IN ('paid', 'refunded'), IF(k.sf = 1, o.total, ROUND(o.total *
        COALESCE(NULLIF(o.currency_value, 0), CAST(u.value AS DECIMAL(15, 8)), 1), COALESCE(u.decimal_place, 2))),
        0)) AS total_paid,
    IF(k.sf = 1, k.total_refunded, IF(s.class = 'refunded', IF(k.sf = 1, o.total, ROUND(o.total *
        COALESCE(NULLIF(o.currency_value, 0), CAST(u.value AS DECIMAL(15, 8)), 1), COALESCE(u.decimal_place, 2))),
        0)) AS total_refunded,
    IF(k.sf = 1, k.ship_address, NULLIF(JSON_MERGE_PATCH('{}', JSON_OBJECT(
        'full_name', NULLIF(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(CONCAT_WS(' ', NULLIF(o.shipping_firstname, ''),
            NULLIF(o.shipping_lastname, '')),
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), ''),
        'company', NULLIF(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(o.shipping_company,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), ''),
        'line1', NULLIF(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(o.shipping_address_1,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), ''),
        'line2', NULLIF(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(o.shipping_address_2,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), ''),
        'city', NULLIF(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(o.shipping_city,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), ''),
        'region', NULLIF(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(o.shipping_zone,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), ''),
        'postal', NULLIF(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(o.shipping_postcode,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), ''),
        'country', COALESCE(
            (SELECT n.iso_code_2 FROM oc_country AS n WHERE n.country_id = o.shipping_country_id),
            NULLIF(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(o.shipping_country,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), '')))), '{}')) AS ship_address,
    IF(k.sf = 1, k.bill_address, NULLIF(JSON_MERGE_PATCH('{}', JSON_OBJECT(
        'full_name', NULLIF(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(CONCAT_WS(' ', NULLIF(o.payment_firstname, ''),
            NULLIF(o.payment_lastname, '')),
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), ''),
        'company', NULLIF(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(o.payment_company,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), ''),
        'line1', NULLIF(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(o.payment_address_1,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), ''),
        'line2', NULLIF(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(o.payment_address_2,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), ''),
        'city', NULLIF(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(o.payment_city,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), ''),
        'region', NULLIF(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(o.payment_zone,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), ''),
        'postal', NULLIF(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(o.payment_postcode,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), ''),
        'country', COALESCE(
            (SELECT n.iso_code_2 FROM oc_country AS n WHERE n.country_id = o.payment_country_id),
            NULLIF(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(o.payment_country,
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&'), '')))), '{}')) AS bill_address,
    IF(k.sf = 1 AND k.status_id = o.order_status_id, k.placement, CASE s.class
        WHEN 'void' THEN 'cancelled' WHEN 'failed' THEN 'failed' WHEN 'expired' THEN 'expired'
        WHEN 'pending' THEN 'pending' ELSE 'confirmed' END) AS placement,
    IF(k.sf = 1 AND k.status_id = o.order_status_id, k.pay_status, CASE s.class
        WHEN 'void' THEN 'voided' WHEN 'refunded' THEN 'refunded' WHEN 'paid' THEN 'paid' ELSE 'none' END)
            AS pay_status,
    IF(k.sf = 1 AND k.status_id = o.order_status_id, k.fulfil_status, COALESCE(s.sent, 'none'))
            AS fulfil_status,
    IF(k.sf = 1 AND k.status_id = o.order_status_id, k.native_status, s.name) AS native_status,
    IF(k.sf = 1, k.coupon_codes, t.codes) AS coupon_codes,
    k.access_token_hash,
    IF(k.sf = 1, k.invoices, IF(o.invoice_no > 0, JSON_ARRAY(CONCAT(o.invoice_prefix, o.invoice_no)), NULL))
        AS invoices,
    k.held_coupon,
    k.held_coupon_definition,
    IF(k.sf = 1, NULL, o.total) AS x_base_total,
    IF(k.sf = 1, NULL, o.currency_value) AS x_currency_value,
    IF(b.customer_id IS NULL AND o.customer_id > 0, o.customer_id, NULL) AS x_deleted_customer
FROM (
    SELECT * FROM oc_order AS o WHERE /*keys o.order_id*/ ORDER BY o.order_id /*limit*/) AS o
LEFT JOIN JSON_TABLE(IF(/*ours*/ true AND JSON_VALID(o.custom_field), o.custom_field, NULL), '$.storefold' COLUMNS (
        `sf` BIGINT PATH '$.sf',
        `number` LONGTEXT CHARACTER SET utf8mb4 PATH '$.number',
        `group_ref` LONGTEXT CHARACTER SET utf8mb4 PATH '$.group_ref',
        `email` LONGTEXT CHARACTER SET utf8mb4 PATH '$.email',
        `phone` LONGTEXT CHARACTER SET utf8mb4 PATH '$.phone',
        `fx_to_base` LONGTEXT CHARACTER SET utf8mb4 PATH '$.fx_to_base',
        `locale` LONGTEXT CHARACTER SET utf8mb4 PATH '$.locale',
        `channel` LONGTEXT CHARACTER SET utf8mb4 PATH '$.channel',
        `prices_include_tax` TINYINT PATH '$.prices_include_tax',
        `total_items` LONGTEXT CHARACTER SET utf8mb4 PATH '$.total_items',
        `total_discount` LONGTEXT CHARACTER SET utf8mb4 PATH '$.total_discount',
        `total_shipping` LONGTEXT CHARACTER SET utf8mb4 PATH '$.total_shipping',
        `total_tax` LONGTEXT CHARACTER SET utf8mb4 PATH '$.total_tax',
        `total_fees` LONGTEXT CHARACTER SET utf8mb4 PATH '$.total_fees',
        `total_paid` LONGTEXT CHARACTER SET utf8mb4 PATH '$.total_paid',
        `total_refunded` LONGTEXT CHARACTER SET utf8mb4 PATH '$.total_refunded',
        `ship_address` LONGTEXT CHARACTER SET utf8mb4 PATH '$.ship_address',
        `bill_address` LONGTEXT CHARACTER SET utf8mb4 PATH '$.bill_address',
        `placement` LONGTEXT CHARACTER SET utf8mb4 PATH '$.placement',
        `pay_status` LONGTEXT CHARACTER SET utf8mb4 PATH '$.pay_status',
        `fulfil_status` LONGTEXT CHARACTER SET utf8mb4 PATH '$.fulfil_status',
        `native_status` LONGTEXT CHARACTER SET utf8mb4 PATH '$.native_status',
        `status_id` BIGINT PATH '$.status_id',
        `coupon_codes` LONGTEXT CHARACTER SET utf8mb4 PATH '$.coupon_codes',
        `access_token_hash` LONGTEXT CHARACTER SET utf8mb4 PATH '$.access_token_hash',
        `invoices` LONGTEXT CHARACTER SET utf8mb4 PATH '$.invoices',
        `held_coupon` BIGINT PATH '$.held_coupon',
        `held_coupon_definition` BIGINT PATH '$.held_coupon_definition')) AS k ON TRUE
LEFT JOIN oc_currency AS u ON u.code = o.currency_code
LEFT JOIN oc_customer AS b ON b.customer_id = o.customer_id
LEFT JOIN (
    SELECT
        n.order_status_id,
        COALESCE(MAX(IF(n.language_id = g.language_id, n.name, NULL)), MIN(n.name)) AS name,
        COALESCE(MAX(CASE
            WHEN n.name IN ('Canceled', 'Voided') THEN 'void'
            WHEN n.name IN ('Failed', 'Denied') THEN 'failed'
            WHEN n.name = 'Expired' THEN 'expired'
            WHEN n.name IN ('Refunded', 'Reversed', 'Chargeback') THEN 'refunded'
            WHEN n.name = 'Pending' THEN 'pending'
            WHEN n.name IN ('Processing', 'Processed', 'Shipped', 'Complete', 'Canceled Reversal') THEN 'paid'
        END), CASE
            WHEN n.order_status_id = g.void_id THEN 'void'
            WHEN n.order_status_id = g.fraud_id THEN 'failed'
            WHEN FIND_IN_SET(n.order_status_id, g.complete_ids) > 0 THEN 'paid'
            WHEN n.order_status_id = g.new_id THEN 'pending'
            WHEN FIND_IN_SET(n.order_status_id, g.processing_ids) > 0 THEN 'paid'
        END) AS class,
        COALESCE(MAX(CASE
            WHEN n.name = 'Complete' THEN 'delivered'
            WHEN n.name = 'Shipped' THEN 'shipped'
            WHEN n.name IN ('Canceled', 'Voided', 'Failed', 'Denied', 'Expired', 'Refunded', 'Reversed', 'Chargeback', 'Pending',
                'Processing', 'Processed', 'Canceled Reversal') THEN 'none'
        END), IF(FIND_IN_SET(n.order_status_id, g.complete_ids) > 0, 'shipped', 'none')) AS sent
    FROM oc_order_status AS n
    JOIN (
        SELECT
            MAX(IF(v.`key` = 'config_void_status_id', v.value, NULL)) AS void_id,
            MAX(IF(v.`key` = 'config_fraud_status_id', v.value, NULL)) AS fraud_id,
            MAX(IF(v.`key` = 'config_order_status_id', v.value, NULL)) AS new_id,
            MAX(IF(v.`key` = 'config_complete_status', REGEXP_REPLACE(v.value, '[^0-9,]', ''), NULL)) AS complete_ids,
            MAX(IF(v.`key` = 'config_processing_status', REGEXP_REPLACE(v.value, '[^0-9,]', ''), NULL)) AS processing_ids,
            MIN(IF(v.`key` = 'config_language_catalog', l.language_id, NULL)) AS language_id
        FROM oc_setting AS v
        LEFT JOIN oc_language AS l ON v.`key` = 'config_language_catalog' AND l.code = v.value
        WHERE v.store_id = 0) AS g ON TRUE
    GROUP BY n.order_status_id) AS s ON s.order_status_id = o.order_status_id
LEFT JOIN (
    SELECT
        v.order_id,
        SUM(IF(v.code = 'sub_total', v.value, 0)) AS items,
        -SUM(IF(v.code IN ('coupon', 'reward', 'voucher'), v.value, 0)) AS discount,
        SUM(IF(v.code = 'shipping', v.value, 0)) AS shipping,
        SUM(IF(v.code = 'tax', v.value, 0)) AS tax,
        SUM(IF(v.code IN ('sub_total', 'coupon', 'reward', 'voucher', 'shipping', 'tax', 'total'), 0, v.value))
            AS fees,
        -- The code stands between the first and the last bracket: OpenCart reads its own title so.
        CONCAT('[', GROUP_CONCAT(IF(v.code = 'coupon' AND LOCATE('(', v.title) > 0, JSON_QUOTE(
            REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(LEFT(SUBSTRING(v.title, LOCATE('(', v.title) + 1),
                CHAR_LENGTH(SUBSTRING(v.title, LOCATE('(', v.title) + 1)) - LOCATE(')', REVERSE(v.title))),
        '&quot;', '"'), '&#039;', ''''), '&lt;', '<'), '&gt;', '>'), '&amp;', '&')), NULL)
            ORDER BY v.order_total_id SEPARATOR ','), ']') AS codes
    FROM oc_order_total AS v
    GROUP BY v.order_id) AS t ON t.order_id = o.order_id
ORDER BY o.order_id
