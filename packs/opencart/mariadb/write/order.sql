-- An order is written in its own currency at the rate 1, as OpenCart writes one in the shop's default currency: every
-- amount stands as the customer knows it. Nothing here touches stock, sends mail or gives points.
INSERT INTO oc_order (
    order_id, subscription_id, invoice_no, invoice_prefix, transaction_id, store_id, store_name, store_url,
        customer_id,
    customer_group_id, firstname, lastname, email, telephone, custom_field, payment_address_id, payment_firstname,
    payment_lastname, payment_company, payment_address_1, payment_address_2, payment_city, payment_postcode,
    payment_country, payment_country_id, payment_zone, payment_zone_id, payment_address_format, payment_custom_field,
    payment_method, shipping_address_id, shipping_firstname, shipping_lastname, shipping_company, shipping_address_1,
    shipping_address_2, shipping_city, shipping_postcode, shipping_country, shipping_country_id, shipping_zone,
    shipping_zone_id, shipping_address_format, shipping_custom_field, shipping_method, comment, total,
        order_status_id,
    affiliate_id, commission, marketing_id, tracking, language_id, language_code, currency_id, currency_code,
    currency_value, ip, forwarded_ip, user_agent, accept_language, date_added, date_modified)
SELECT
    s.id, 0, 0, '', '', 0, LEFT(COALESCE((SELECT g.value FROM oc_setting AS g WHERE g.store_id = 0
        AND g.`key` = 'config_name' LIMIT 1), ''), 64), LEFT(COALESCE((SELECT g.value FROM oc_setting AS g
        WHERE g.store_id = 0 AND g.`key` = 'config_url' LIMIT 1), ''), 255), 0,
    COALESCE((SELECT g.value FROM oc_setting AS g WHERE g.store_id = 0
        AND g.`key` = 'config_customer_group_id' LIMIT 1), 1), '', '', '', '', '', 0, '',
    '', '', '', '', '', '',
    '', 0, '', 0, '', '[]',
    '', 0, '', '', '', '',
    '', '', '', '', 0, '',
    0, '', '[]', '', '', 0, 0,
    0, 0, 0, '', COALESCE((SELECT l.language_id FROM oc_language AS l JOIN oc_setting AS g ON g.value = l.code
        WHERE g.store_id = 0 AND g.`key` = 'config_language_catalog' ORDER BY l.language_id LIMIT 1), 1), '', 0, '',
    1, '', '', '', '', COALESCE(s.placed_at, UTC_TIMESTAMP()), COALESCE(s.placed_at, UTC_TIMESTAMP())
FROM stage_order AS s
WHERE s.is_new = 1;

UPDATE oc_order AS o
JOIN stage_order AS s ON s.id = o.order_id
SET
    o.customer_id = COALESCE(s.customer_id, 0),
    o.firstname = COALESCE(IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(IF(LOCATE(' ',
        COALESCE(JSON_VALUE(s.bill_address, '$.full_name'), JSON_VALUE(s.ship_address, '$.full_name'))) > 0,
        LEFT(COALESCE(JSON_VALUE(s.bill_address, '$.full_name'), JSON_VALUE(s.ship_address, '$.full_name')),
        CHAR_LENGTH(COALESCE(JSON_VALUE(s.bill_address, '$.full_name'), JSON_VALUE(s.ship_address,
        '$.full_name'))) - CHAR_LENGTH(SUBSTRING_INDEX(COALESCE(JSON_VALUE(s.bill_address, '$.full_name'),
        JSON_VALUE(s.ship_address, '$.full_name')), ' ', -1)) - 1), COALESCE(JSON_VALUE(s.bill_address,
        '$.full_name'), JSON_VALUE(s.ship_address, '$.full_name'))), '&', '&amp;'), '"', '&quot;'), '<', '&lt;'),
        '>', '&gt;')) <= 32, REPLACE(REPLACE(REPLACE(REPLACE(IF(LOCATE(' ', COALESCE(JSON_VALUE(s.bill_address,
        '$.full_name'), JSON_VALUE(s.ship_address, '$.full_name'))) > 0, LEFT(COALESCE(JSON_VALUE(s.bill_address,
        '$.full_name'), JSON_VALUE(s.ship_address, '$.full_name')), CHAR_LENGTH(COALESCE(JSON_VALUE(s.bill_address,
        '$.full_name'), JSON_VALUE(s.ship_address,
        '$.full_name'))) - CHAR_LENGTH(SUBSTRING_INDEX(COALESCE(JSON_VALUE(s.bill_address, '$.full_name'),
        JSON_VALUE(s.ship_address, '$.full_name')), ' ', -1)) - 1), COALESCE(JSON_VALUE(s.bill_address,
        '$.full_name'), JSON_VALUE(s.ship_address, '$.full_name'))), '&', '&amp;'), '"', '&quot;'), '<', '&lt;'),
        '>', '&gt;'),
        LEFT(REGEXP_REPLACE(IF(LOCATE(' ', COALESCE(JSON_VALUE(s.bill_address, '$.full_name'),
            JSON_VALUE(s.ship_address, '$.full_name'))) > 0, LEFT(COALESCE(JSON_VALUE(s.bill_address, '$.full_name'),
            JSON_VALUE(s.ship_address, '$.full_name')), CHAR_LENGTH(COALESCE(JSON_VALUE(s.bill_address,
            '$.full_name'), JSON_VALUE(s.ship_address,
            '$.full_name'))) - CHAR_LENGTH(SUBSTRING_INDEX(COALESCE(JSON_VALUE(s.bill_address, '$.full_name'),
            JSON_VALUE(s.ship_address, '$.full_name')), ' ', -1)) - 1), COALESCE(JSON_VALUE(s.bill_address,
            '$.full_name'), JSON_VALUE(s.ship_address, '$.full_name'))), '[&<>"]', ''), 32)), ''),
    o.lastname = COALESCE(IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(IF(LOCATE(' ',
        COALESCE(JSON_VALUE(s.bill_address, '$.full_name'), JSON_VALUE(s.ship_address, '$.full_name'))) > 0,
        SUBSTRING_INDEX(COALESCE(JSON_VALUE(s.bill_address, '$.full_name'), JSON_VALUE(s.ship_address,
        '$.full_name')), ' ', -1), ''), '&', '&amp;'), '"', '&quot;'), '<', '&lt;'), '>', '&gt;')) <= 32,
        REPLACE(REPLACE(REPLACE(REPLACE(IF(LOCATE(' ', COALESCE(JSON_VALUE(s.bill_address, '$.full_name'),
        JSON_VALUE(s.ship_address, '$.full_name'))) > 0, SUBSTRING_INDEX(COALESCE(JSON_VALUE(s.bill_address,
        '$.full_name'), JSON_VALUE(s.ship_address, '$.full_name')), ' ', -1), ''), '&', '&amp;'), '"', '&quot;'),
        '<', '&lt;'), '>', '&gt;'),
        LEFT(REGEXP_REPLACE(IF(LOCATE(' ', COALESCE(JSON_VALUE(s.bill_address, '$.full_name'),
            JSON_VALUE(s.ship_address, '$.full_name'))) > 0, SUBSTRING_INDEX(COALESCE(JSON_VALUE(s.bill_address,
            '$.full_name'), JSON_VALUE(s.ship_address, '$.full_name')), ' ', -1), ''), '[&<>"]', ''), 32)), ''),
    o.email = COALESCE(IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(s.email, '&', '&amp;'), '"', '&quot;'), '<',
        '&lt;'), '>', '&gt;')) <= 96, REPLACE(REPLACE(REPLACE(REPLACE(s.email, '&', '&amp;'), '"', '&quot;'), '<',
        '&lt;'), '>', '&gt;'),
        LEFT(REGEXP_REPLACE(s.email, '[&<>"]', ''), 96)), ''),
    o.telephone = COALESCE(IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(s.phone, '&', '&amp;'), '"', '&quot;'),
        '<', '&lt;'), '>', '&gt;')) <= 32, REPLACE(REPLACE(REPLACE(REPLACE(s.phone, '&', '&amp;'), '"', '&quot;'),
        '<', '&lt;'), '>', '&gt;'),
        LEFT(REGEXP_REPLACE(s.phone, '[&<>"]', ''), 32)), ''),
    o.payment_firstname = COALESCE(IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(IF(LOCATE(' ',
        JSON_VALUE(s.bill_address, '$.full_name')) > 0, LEFT(JSON_VALUE(s.bill_address, '$.full_name'),
        CHAR_LENGTH(JSON_VALUE(s.bill_address,
        '$.full_name')) - CHAR_LENGTH(SUBSTRING_INDEX(JSON_VALUE(s.bill_address, '$.full_name'), ' ', -1)) - 1),
        JSON_VALUE(s.bill_address, '$.full_name')), '&', '&amp;'), '"', '&quot;'), '<', '&lt;'), '>', '&gt;')) <= 32,
        REPLACE(REPLACE(REPLACE(REPLACE(IF(LOCATE(' ', JSON_VALUE(s.bill_address, '$.full_name')) > 0,
        LEFT(JSON_VALUE(s.bill_address, '$.full_name'), CHAR_LENGTH(JSON_VALUE(s.bill_address,
        '$.full_name')) - CHAR_LENGTH(SUBSTRING_INDEX(JSON_VALUE(s.bill_address, '$.full_name'), ' ', -1)) - 1),
        JSON_VALUE(s.bill_address, '$.full_name')), '&', '&amp;'), '"', '&quot;'), '<', '&lt;'), '>', '&gt;'),
        LEFT(REGEXP_REPLACE(IF(LOCATE(' ', JSON_VALUE(s.bill_address, '$.full_name')) > 0,
            LEFT(JSON_VALUE(s.bill_address, '$.full_name'), CHAR_LENGTH(JSON_VALUE(s.bill_address,
            '$.full_name')) - CHAR_LENGTH(SUBSTRING_INDEX(JSON_VALUE(s.bill_address, '$.full_name'), ' ', -1)) - 1),
            JSON_VALUE(s.bill_address, '$.full_name')), '[&<>"]', ''), 32)), ''),
    o.payment_lastname = COALESCE(IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(IF(LOCATE(' ',
        JSON_VALUE(s.bill_address, '$.full_name')) > 0, SUBSTRING_INDEX(JSON_VALUE(s.bill_address, '$.full_name'),
        ' ', -1), ''), '&', '&amp;'), '"', '&quot;'), '<', '&lt;'), '>', '&gt;')) <= 32,
        REPLACE(REPLACE(REPLACE(REPLACE(IF(LOCATE(' ', JSON_VALUE(s.bill_address, '$.full_name')) > 0,
        SUBSTRING_INDEX(JSON_VALUE(s.bill_address, '$.full_name'), ' ', -1), ''), '&', '&amp;'), '"', '&quot;'), '<',
        '&lt;'), '>', '&gt;'),
        LEFT(REGEXP_REPLACE(IF(LOCATE(' ', JSON_VALUE(s.bill_address, '$.full_name')) > 0,
            SUBSTRING_INDEX(JSON_VALUE(s.bill_address, '$.full_name'), ' ', -1), ''), '[&<>"]', ''), 32)), ''),
    o.payment_company = COALESCE(IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(JSON_VALUE(s.bill_address,
        '$.company'), '&', '&amp;'), '"', '&quot;'), '<', '&lt;'), '>', '&gt;')) <= 60,
        REPLACE(REPLACE(REPLACE(REPLACE(JSON_VALUE(s.bill_address, '$.company'), '&', '&amp;'), '"', '&quot;'), '<',
        '&lt;'), '>', '&gt;'),
        LEFT(REGEXP_REPLACE(JSON_VALUE(s.bill_address, '$.company'), '[&<>"]', ''), 60)), ''),
    o.payment_address_1 = COALESCE(IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(JSON_VALUE(s.bill_address,
        '$.line1'), '&', '&amp;'), '"', '&quot;'), '<', '&lt;'), '>', '&gt;')) <= 128,
        REPLACE(REPLACE(REPLACE(REPLACE(JSON_VALUE(s.bill_address, '$.line1'), '&', '&amp;'), '"', '&quot;'), '<',
        '&lt;'), '>', '&gt;'),
        LEFT(REGEXP_REPLACE(JSON_VALUE(s.bill_address, '$.line1'), '[&<>"]', ''), 128)), ''),
    o.payment_address_2 = COALESCE(IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(JSON_VALUE(s.bill_address,
        '$.line2'), '&', '&amp;'), '"', '&quot;'), '<', '&lt;'), '>', '&gt;')) <= 128,
        REPLACE(REPLACE(REPLACE(REPLACE(JSON_VALUE(s.bill_address, '$.line2'), '&', '&amp;'), '"', '&quot;'), '<',
        '&lt;'), '>', '&gt;'),
        LEFT(REGEXP_REPLACE(JSON_VALUE(s.bill_address, '$.line2'), '[&<>"]', ''), 128)), ''),
    o.payment_city = COALESCE(IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(JSON_VALUE(s.bill_address, '$.city'),
        '&', '&amp;'), '"', '&quot;'), '<', '&lt;'), '>', '&gt;')) <= 128,
        REPLACE(REPLACE(REPLACE(REPLACE(JSON_VALUE(s.bill_address, '$.city'), '&', '&amp;'), '"', '&quot;'), '<',
        '&lt;'), '>', '&gt;'),
        LEFT(REGEXP_REPLACE(JSON_VALUE(s.bill_address, '$.city'), '[&<>"]', ''), 128)), ''),
    o.payment_postcode = COALESCE(IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(JSON_VALUE(s.bill_address,
        '$.postal'), '&', '&amp;'), '"', '&quot;'), '<', '&lt;'), '>', '&gt;')) <= 10,
        REPLACE(REPLACE(REPLACE(REPLACE(JSON_VALUE(s.bill_address, '$.postal'), '&', '&amp;'), '"', '&quot;'), '<',
        '&lt;'), '>', '&gt;'),
        LEFT(REGEXP_REPLACE(JSON_VALUE(s.bill_address, '$.postal'), '[&<>"]', ''), 10)), ''),
    o.payment_zone = COALESCE(IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(JSON_VALUE(s.bill_address, '$.region'),
        '&', '&amp;'), '"', '&quot;'), '<', '&lt;'), '>', '&gt;')) <= 128,
        REPLACE(REPLACE(REPLACE(REPLACE(JSON_VALUE(s.bill_address, '$.region'), '&', '&amp;'), '"', '&quot;'), '<',
        '&lt;'), '>', '&gt;'),
        LEFT(REGEXP_REPLACE(JSON_VALUE(s.bill_address, '$.region'), '[&<>"]', ''), 128)), ''),
    o.payment_country_id = COALESCE((SELECT MIN(n.country_id) FROM oc_country AS n
        WHERE n.iso_code_2 = CONVERT(JSON_VALUE(s.bill_address,
        '$.country') USING utf8mb4) COLLATE utf8mb4_unicode_ci), 0),
    o.payment_country = COALESCE((SELECT MIN(d.name) FROM oc_country AS n JOIN oc_country_description AS d
        ON d.country_id = n.country_id WHERE n.iso_code_2 = CONVERT(JSON_VALUE(s.bill_address,
            '$.country') USING utf8mb4)
        COLLATE utf8mb4_unicode_ci), JSON_VALUE(s.bill_address, '$.country'), ''),
    o.shipping_firstname = COALESCE(IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(IF(LOCATE(' ',
        JSON_VALUE(s.ship_address, '$.full_name')) > 0, LEFT(JSON_VALUE(s.ship_address, '$.full_name'),
        CHAR_LENGTH(JSON_VALUE(s.ship_address,
        '$.full_name')) - CHAR_LENGTH(SUBSTRING_INDEX(JSON_VALUE(s.ship_address, '$.full_name'), ' ', -1)) - 1),
        JSON_VALUE(s.ship_address, '$.full_name')), '&', '&amp;'), '"', '&quot;'), '<', '&lt;'), '>', '&gt;')) <= 32,
        REPLACE(REPLACE(REPLACE(REPLACE(IF(LOCATE(' ', JSON_VALUE(s.ship_address, '$.full_name')) > 0,
        LEFT(JSON_VALUE(s.ship_address, '$.full_name'), CHAR_LENGTH(JSON_VALUE(s.ship_address,
        '$.full_name')) - CHAR_LENGTH(SUBSTRING_INDEX(JSON_VALUE(s.ship_address, '$.full_name'), ' ', -1)) - 1),
        JSON_VALUE(s.ship_address, '$.full_name')), '&', '&amp;'), '"', '&quot;'), '<', '&lt;'), '>', '&gt;'),
        LEFT(REGEXP_REPLACE(IF(LOCATE(' ', JSON_VALUE(s.ship_address, '$.full_name')) > 0,
            LEFT(JSON_VALUE(s.ship_address, '$.full_name'), CHAR_LENGTH(JSON_VALUE(s.ship_address,
            '$.full_name')) - CHAR_LENGTH(SUBSTRING_INDEX(JSON_VALUE(s.ship_address, '$.full_name'), ' ', -1)) - 1),
            JSON_VALUE(s.ship_address, '$.full_name')), '[&<>"]', ''), 32)), ''),
    o.shipping_lastname = COALESCE(IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(IF(LOCATE(' ',
        JSON_VALUE(s.ship_address, '$.full_name')) > 0, SUBSTRING_INDEX(JSON_VALUE(s.ship_address, '$.full_name'),
        ' ', -1), ''), '&', '&amp;'), '"', '&quot;'), '<', '&lt;'), '>', '&gt;')) <= 32,
        REPLACE(REPLACE(REPLACE(REPLACE(IF(LOCATE(' ', JSON_VALUE(s.ship_address, '$.full_name')) > 0,
        SUBSTRING_INDEX(JSON_VALUE(s.ship_address, '$.full_name'), ' ', -1), ''), '&', '&amp;'), '"', '&quot;'), '<',
        '&lt;'), '>', '&gt;'),
        LEFT(REGEXP_REPLACE(IF(LOCATE(' ', JSON_VALUE(s.ship_address, '$.full_name')) > 0,
            SUBSTRING_INDEX(JSON_VALUE(s.ship_address, '$.full_name'), ' ', -1), ''), '[&<>"]', ''), 32)), ''),
    o.shipping_company = COALESCE(IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(JSON_VALUE(s.ship_address,
        '$.company'), '&', '&amp;'), '"', '&quot;'), '<', '&lt;'), '>', '&gt;')) <= 60,
        REPLACE(REPLACE(REPLACE(REPLACE(JSON_VALUE(s.ship_address, '$.company'), '&', '&amp;'), '"', '&quot;'), '<',
        '&lt;'), '>', '&gt;'),
        LEFT(REGEXP_REPLACE(JSON_VALUE(s.ship_address, '$.company'), '[&<>"]', ''), 60)), ''),
    o.shipping_address_1 = COALESCE(IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(JSON_VALUE(s.ship_address,
        '$.line1'), '&', '&amp;'), '"', '&quot;'), '<', '&lt;'), '>', '&gt;')) <= 128,
        REPLACE(REPLACE(REPLACE(REPLACE(JSON_VALUE(s.ship_address, '$.line1'), '&', '&amp;'), '"', '&quot;'), '<',
        '&lt;'), '>', '&gt;'),
        LEFT(REGEXP_REPLACE(JSON_VALUE(s.ship_address, '$.line1'), '[&<>"]', ''), 128)), ''),
    o.shipping_address_2 = COALESCE(IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(JSON_VALUE(s.ship_address,
        '$.line2'), '&', '&amp;'), '"', '&quot;'), '<', '&lt;'), '>', '&gt;')) <= 128,
        REPLACE(REPLACE(REPLACE(REPLACE(JSON_VALUE(s.ship_address, '$.line2'), '&', '&amp;'), '"', '&quot;'), '<',
        '&lt;'), '>', '&gt;'),
        LEFT(REGEXP_REPLACE(JSON_VALUE(s.ship_address, '$.line2'), '[&<>"]', ''), 128)), ''),
    o.shipping_city = COALESCE(IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(JSON_VALUE(s.ship_address, '$.city'),
        '&', '&amp;'), '"', '&quot;'), '<', '&lt;'), '>', '&gt;')) <= 128,
        REPLACE(REPLACE(REPLACE(REPLACE(JSON_VALUE(s.ship_address, '$.city'), '&', '&amp;'), '"', '&quot;'), '<',
        '&lt;'), '>', '&gt;'),
        LEFT(REGEXP_REPLACE(JSON_VALUE(s.ship_address, '$.city'), '[&<>"]', ''), 128)), ''),
    o.shipping_postcode = COALESCE(IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(JSON_VALUE(s.ship_address,
        '$.postal'), '&', '&amp;'), '"', '&quot;'), '<', '&lt;'), '>', '&gt;')) <= 10,
        REPLACE(REPLACE(REPLACE(REPLACE(JSON_VALUE(s.ship_address, '$.postal'), '&', '&amp;'), '"', '&quot;'), '<',
        '&lt;'), '>', '&gt;'),
        LEFT(REGEXP_REPLACE(JSON_VALUE(s.ship_address, '$.postal'), '[&<>"]', ''), 10)), ''),
    o.shipping_zone = COALESCE(IF(CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(JSON_VALUE(s.ship_address, '$.region'),
        '&', '&amp;'), '"', '&quot;'), '<', '&lt;'), '>', '&gt;')) <= 128,
        REPLACE(REPLACE(REPLACE(REPLACE(JSON_VALUE(s.ship_address, '$.region'), '&', '&amp;'), '"', '&quot;'), '<',
        '&lt;'), '>', '&gt;'),
        LEFT(REGEXP_REPLACE(JSON_VALUE(s.ship_address, '$.region'), '[&<>"]', ''), 128)), ''),
    o.shipping_country_id = COALESCE((SELECT MIN(n.country_id) FROM oc_country AS n
        WHERE n.iso_code_2 = CONVERT(JSON_VALUE(s.ship_address,
        '$.country') USING utf8mb4) COLLATE utf8mb4_unicode_ci), 0),
    o.shipping_country = COALESCE((SELECT MIN(d.name) FROM oc_country AS n JOIN oc_country_description AS d
        ON d.country_id = n.country_id WHERE n.iso_code_2 = CONVERT(JSON_VALUE(s.ship_address,
            '$.country') USING utf8mb4)
        COLLATE utf8mb4_unicode_ci), JSON_VALUE(s.ship_address, '$.country'), ''),
    -- The old number, for staff and customer alike: OpenCart shows its own id everywhere else.
    o.comment = CONCAT('No. ', REPLACE(REPLACE(REPLACE(REPLACE(s.number, '&', '&amp;'), '"', '&quot;'), '<', '&lt;'),
        '>', '&gt;')),
    o.total = s.total_grand,
    -- By its English name, in whatever language; else by what OpenCart's settings say.
    o.order_status_id = COALESCE((
        SELECT MIN(n.order_status_id) FROM oc_order_status AS n
        WHERE n.name = CONVERT(CASE
        WHEN s.pay_status = 'refunded' THEN 'Refunded'
        WHEN s.placement = 'cancelled' THEN 'Canceled'
        WHEN s.placement = 'failed' THEN 'Failed'
        WHEN s.placement = 'expired' THEN 'Expired'
        WHEN s.placement IN ('pending', 'on_hold') THEN 'Pending'
        WHEN s.fulfil_status IN ('delivered', 'part_returned', 'returned') THEN 'Complete'
        WHEN s.fulfil_status IN ('part', 'shipped', 'part_delivered') THEN 'Shipped'
        ELSE 'Processing' END USING utf8mb4) COLLATE utf8mb4_unicode_ci), (
        SELECT NULLIF(REGEXP_SUBSTR(g.value, '[1-9][0-9]*'), '') FROM oc_setting AS g WHERE g.store_id = 0 AND g.`key` = CONVERT(CASE
        WHEN s.pay_status = 'refunded' OR s.placement IN ('cancelled', 'failed', 'expired') THEN 'config_void_status_id'
        WHEN s.placement NOT IN ('pending', 'on_hold') AND s.fulfil_status IN ('delivered', 'part_returned', 'returned')
            THEN 'config_complete_status'
        END USING utf8mb4) COLLATE utf8mb4_unicode_ci LIMIT 1), (SELECT g.value FROM oc_setting
            AS g WHERE g.store_id = 0 AND g.`key` = 'config_order_status_id' LIMIT 1), 1),
    o.language_code = LEFT(COALESCE(s.locale, ''), 5),
    o.currency_code = s.currency,
    o.currency_id = COALESCE((SELECT MIN(u.currency_id) FROM oc_currency AS u
        WHERE u.code = CONVERT(s.currency USING utf8mb4) COLLATE utf8mb4_unicode_ci), 0),
    o.date_added = s.placed_at,
    o.date_modified = COALESCE(s.placed_at, o.date_modified);

UPDATE oc_order AS o
JOIN stage_order AS s ON s.id = o.order_id
SET o.custom_field = JSON_MERGE_PATCH(IF(LEFT(LTRIM(o.custom_field), 1) = '{' AND JSON_VALID(o.custom_field),
    o.custom_field, '{}'), JSON_OBJECT('storefold',
    JSON_OBJECT(
        'sf', 1,
        'number', s.number,
        'group_ref', s.group_ref,
        'email', IF(s.email = '' OR CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(s.email, '&', '&amp;'), '"',
            '&quot;'), '<', '&lt;'), '>', '&gt;')) > 96, s.email, NULL),
        'phone', IF(s.phone = '' OR CHAR_LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(s.phone, '&', '&amp;'), '"',
            '&quot;'), '<', '&lt;'), '>', '&gt;')) > 32, s.phone, NULL),
        'fx_to_base', CAST(s.fx_to_base AS CHAR),
        'locale', s.locale,
        'channel', s.channel,
        'prices_include_tax', s.prices_include_tax,
        'total_items', CAST(s.total_items AS CHAR),
        'total_discount', CAST(s.total_discount AS CHAR),
        'total_shipping', CAST(s.total_shipping AS CHAR),
        'total_tax', CAST(s.total_tax AS CHAR),
        'total_fees', CAST(s.total_fees AS CHAR),
        'total_paid', CAST(s.total_paid AS CHAR),
        'total_refunded', CAST(s.total_refunded AS CHAR),
        'ship_address', s.ship_address,
        'bill_address', s.bill_address,
        'placement', s.placement,
        'pay_status', s.pay_status,
        'fulfil_status', s.fulfil_status,
        'native_status', s.native_status,
        'coupon_codes', s.coupon_codes,
        'access_token_hash', s.access_token_hash,
        'invoices', s.invoices,
        'status_id', o.order_status_id)));

-- The rows that OpenCart shows under the goods, beside those that are lines of their own (order.line.sql). As in OpenCart, what
-- stands above the total adds up to it: the goods as their rows show them, then the other lines, then tax. Tax is the order's own
-- where that comes to the total, else what the lines have with tax and not without. What is left (a discount of the whole order, a
-- fee that is no line) is one more row with the code of the first, which OpenCart shows by its title and reading leaves out.
DELETE t
FROM oc_order_total AS t
JOIN stage_order AS s ON s.id = t.order_id
WHERE t.code IN ('sub_total', 'tax', 'total');

INSERT INTO oc_order_total (order_id, extension, code, title, value, sort_order)
WITH sums AS (
    SELECT
        s.id, s.total_grand, COALESCE(s.total_discount, 0) AS discount,
        COALESCE(SUM(IF(l.kind IN ('shipping', 'fee'), 0, COALESCE(l.line_net, l.line_gross, 0))), 0) AS goods,
        COALESCE(SUM(COALESCE(l.line_net, l.line_gross, 0)), 0) AS shown,
        COALESCE(s.total_tax, 0) AS told_tax,
        COALESCE(SUM(COALESCE(l.line_gross - l.line_net, 0)), 0) AS line_tax
    FROM stage_order AS s
    LEFT JOIN stage_order_line AS l ON l.parent_id = s.id
    GROUP BY s.id, s.total_grand, s.total_discount, s.total_tax
),
taxed AS (
    SELECT m.*, IF(ABS(m.total_grand - m.shown - m.told_tax) <= ABS(m.total_grand - m.shown - m.line_tax), m.told_tax, m.line_tax) AS tax
    FROM sums AS m
),
-- Less than half a cent is what the four decimals of each line leave of a tax, and would be shown as nothing.
balanced AS (
    SELECT
        x.id, x.goods, x.total_grand, x.discount,
        IF(ABS(x.total_grand - x.shown - x.tax) < 0.005, x.total_grand - x.shown, x.tax) AS tax,
        IF(ABS(x.total_grand - x.shown - x.tax) < 0.005, 0, x.total_grand - x.shown - x.tax) AS rest
    FROM taxed AS x
)
SELECT b.id, 'opencart', 'sub_total', 'Sub-Total', b.goods, 1 FROM balanced AS b
UNION ALL
SELECT b.id, 'opencart', 'sub_total', CASE
    WHEN ABS(b.rest) < 0.05 THEN 'Rounding' WHEN b.rest > 0 THEN 'Other charges' WHEN b.discount > 0 THEN 'Discount' ELSE 'Reduction' END,
    b.rest, 2
FROM balanced AS b WHERE b.rest <> 0
UNION ALL
SELECT b.id, 'opencart', 'tax', 'Tax', b.tax, 5 FROM balanced AS b WHERE b.tax <> 0
UNION ALL
SELECT b.id, 'opencart', 'total', 'Total', b.total_grand, 9 FROM balanced AS b;
