SELECT
    o.id AS "key", 'mi' AS sites, o.number, o.group_ref, o.customer_id AS customer, o.email, o.phone, o.placed_at,
    o.currency, o.locale, o.channel, o.prices_include_tax, o.total_items, o.total_discount, o.total_shipping,
    o.total_tax, o.total_fees, o.total_grand, o.total_paid, o.total_refunded, o.ship_address, o.bill_address,
    o.placement, o.pay_status, o.fulfil_status, o.native_status, o.coupon_codes, o.invoices,
    o.held_coupon_code_id AS held_coupon, c.coupon_id AS held_coupon_definition
FROM orders AS o
LEFT JOIN coupon_codes AS c ON c.id = o.held_coupon_code_id
WHERE /*keys o.id*/
ORDER BY o.id
