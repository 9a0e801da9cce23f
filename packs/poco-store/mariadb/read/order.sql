SELECT o.id AS "key",
       o.site AS sites,
       CASE WHEN o.state = 'basket' THEN 'basket' WHEN o.is_test THEN 'test_order' END AS skip,
       o.number,
       o.checkout_ref AS group_ref,
       o.customer_id AS customer,
       o.contact_email AS email,
       o.contact_phone AS phone,
       o.placed_ms AS placed_at,
       o.currency,
       o.base_rate AS fx_to_base,
       o.lang AS locale,
       o.site AS channel,
       o.prices_gross AS prices_include_tax,
       o.goods_total AS total_items,
       o.discount_total AS total_discount,
       o.delivery_total AS total_shipping,
       o.tax_total AS total_tax,
       o.fee_total AS total_fees,
       o.grand_total AS total_grand,
       o.paid_total AS total_paid,
       o.refunded_total AS total_refunded,
       (SELECT JSON_OBJECT('full_name', a.addressee, 'company', a.company, 'line1', a.street, 'line2', a.street2,
                           'city', a.town, 'region', a.region, 'postal', a.postcode, 'country', a.country,
                           'phone', a.phone)
        FROM order_addresses a WHERE a.order_id = o.id AND a.role = 'ship') AS ship_address,
       (SELECT JSON_OBJECT('full_name', a.addressee, 'company', a.company, 'line1', a.street, 'line2', a.street2,
                           'city', a.town, 'region', a.region, 'postal', a.postcode, 'country', a.country,
                           'phone', a.phone)
        FROM order_addresses a WHERE a.order_id = o.id AND a.role = 'bill') AS bill_address,
       CASE o.state
           WHEN 'basket' THEN 'pending'
           WHEN 'awaiting_payment' THEN 'pending'
           WHEN 'placed' THEN 'confirmed'
           WHEN 'parked' THEN 'on_hold'
           WHEN 'called_off' THEN 'cancelled'
           WHEN 'lapsed' THEN 'expired'
           ELSE o.state
       END AS placement,
       CASE o.money_state
           WHEN 'open' THEN 'none'
           WHEN 'reserved' THEN 'auth'
           WHEN 'deposit' THEN 'part'
           WHEN 'settled' THEN 'paid'
           WHEN 'overpaid' THEN 'over'
           WHEN 'partly_back' THEN 'part_refunded'
           WHEN 'back' THEN 'refunded'
           WHEN 'released' THEN 'voided'
           ELSE o.money_state
       END AS pay_status,
       CASE o.goods_state
           WHEN 'waiting' THEN 'none'
           WHEN 'partly_sent' THEN 'part'
           WHEN 'sent' THEN 'shipped'
           WHEN 'partly_there' THEN 'part_delivered'
           WHEN 'there' THEN 'delivered'
           WHEN 'partly_returned' THEN 'part_returned'
           ELSE o.goods_state
       END AS fulfil_status,
       concat(o.state, '/', coalesce(o.money_state, ''), '/', coalesce(o.goods_state, '')) AS native_status,
       o.promo_codes AS coupon_codes,
       o.link_hash AS access_token_hash,
       o.invoices,
       o.reserved_code_id AS held_coupon,
       k.coupon_id AS held_coupon_definition
FROM orders o
LEFT JOIN coupon_codes k ON k.id = o.reserved_code_id
WHERE /*keys o.id*/
ORDER BY o.id
