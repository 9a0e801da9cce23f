INSERT INTO orders (
    id, number, group_ref, customer_id, email, phone, placed_at, currency, locale, channel, prices_include_tax,
    total_items, total_discount, total_shipping, total_tax, total_fees, total_grand, total_paid, total_refunded,
    ship_address, bill_address, placement, pay_status, fulfil_status, native_status, coupon_codes, invoices)
SELECT
    id, number, group_ref, customer_id, email, phone, placed_at, currency, locale, channel, prices_include_tax,
    total_items, total_discount, total_shipping, total_tax, total_fees, total_grand, total_paid, total_refunded,
    ship_address, bill_address, placement, pay_status, fulfil_status, native_status, coupon_codes, invoices
FROM stage_order
WHERE is_new = 1
ORDER BY id;

UPDATE orders
SET
    number = s.number, group_ref = s.group_ref, customer_id = s.customer_id, email = s.email, phone = s.phone,
    placed_at = s.placed_at, currency = s.currency, locale = s.locale, channel = s.channel,
    prices_include_tax = s.prices_include_tax, total_items = s.total_items, total_discount = s.total_discount,
    total_shipping = s.total_shipping, total_tax = s.total_tax, total_fees = s.total_fees,
    total_grand = s.total_grand, total_paid = s.total_paid, total_refunded = s.total_refunded,
    ship_address = s.ship_address, bill_address = s.bill_address, placement = s.placement,
    pay_status = s.pay_status, fulfil_status = s.fulfil_status, native_status = s.native_status,
    coupon_codes = s.coupon_codes, invoices = s.invoices
FROM stage_order AS s
WHERE s.is_new = 0 AND orders.id = s.id;
