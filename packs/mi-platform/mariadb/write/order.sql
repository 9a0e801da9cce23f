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

UPDATE orders AS t JOIN stage_order AS s ON s.id = t.id
SET
    t.number = s.number, t.group_ref = s.group_ref, t.customer_id = s.customer_id, t.email = s.email,
    t.phone = s.phone, t.placed_at = s.placed_at, t.currency = s.currency, t.locale = s.locale,
    t.channel = s.channel, t.prices_include_tax = s.prices_include_tax, t.total_items = s.total_items,
    t.total_discount = s.total_discount, t.total_shipping = s.total_shipping, t.total_tax = s.total_tax,
    t.total_fees = s.total_fees, t.total_grand = s.total_grand, t.total_paid = s.total_paid,
    t.total_refunded = s.total_refunded, t.ship_address = s.ship_address, t.bill_address = s.bill_address,
    t.placement = s.placement, t.pay_status = s.pay_status, t.fulfil_status = s.fulfil_status,
    t.native_status = s.native_status, t.coupon_codes = s.coupon_codes, t.invoices = s.invoices
WHERE s.is_new = 0;
