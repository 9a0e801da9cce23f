-- A marketplace passes on an order that it sold while the shop was already closed to purchases: on account, without points.
CREATE TEMPORARY TABLE IF NOT EXISTS rehearsed (old bigint, new bigint);
DELETE FROM rehearsed;

INSERT INTO rehearsed (old, new)
SELECT * FROM (
    SELECT o.id, (SELECT max(id) + 1 FROM orders)
    FROM orders o
    JOIN customers c ON c.id = o.customer_id AND c.state = 'active'
    WHERE o.site = ?1 AND o.state = 'placed' AND o.goods_state = 'there' AND o.discount_total = '0.00' AND NOT o.is_test AND o.grand_total > 0
      AND NOT EXISTS (SELECT 1 FROM order_lines l WHERE l.order_id = o.id AND l.kind <> 'item')
      AND o.id >= ?2 * 7919 % (SELECT max(id) FROM orders)
    ORDER BY o.id
    LIMIT 1
) AS later
UNION ALL
SELECT * FROM (
    SELECT o.id, (SELECT max(id) + 1 FROM orders)
    FROM orders o
    JOIN customers c ON c.id = o.customer_id AND c.state = 'active'
    WHERE o.site = ?1 AND o.state = 'placed' AND o.goods_state = 'there' AND o.discount_total = '0.00' AND NOT o.is_test AND o.grand_total > 0
      AND NOT EXISTS (SELECT 1 FROM order_lines l WHERE l.order_id = o.id AND l.kind <> 'item')
      AND o.id < ?2 * 7919 % (SELECT max(id) FROM orders)
    ORDER BY o.id
    LIMIT 1
) AS earlier
LIMIT 1;

INSERT INTO orders (id, number, site, customer_id, contact_email, placed_ms, currency, base_rate, lang, prices_gross, goods_total,
                    discount_total, delivery_total, tax_total, fee_total, grand_total, paid_total, refunded_total, state,
                    money_state, goods_state, promo_codes, link_hash, invoices, is_test)
SELECT r.new, concat('PC', (1000000 + r.new)), o.site, o.customer_id, o.contact_email, ?3, o.currency, o.base_rate, o.lang,
       o.prices_gross, o.goods_total, o.discount_total, o.delivery_total, o.tax_total, o.fee_total, o.grand_total, '0.00', '0.00',
       'placed', 'open', 'waiting', '[]', lpad(lower(hex(r.new)), 64, '0'), '[]', false
FROM rehearsed r JOIN orders o ON o.id = r.old;

INSERT INTO order_lines (order_id, variant_id, kind, name, variant_name, sku, ean, image, options, quantity, net_each, gross_each,
                         net_sum, gross_sum, taxes, discounts)
SELECT r.new, l.variant_id, l.kind, l.name, l.variant_name, l.sku, l.ean, l.image, l.options, l.quantity, l.net_each, l.gross_each,
       l.net_sum, l.gross_sum, l.taxes, l.discounts
FROM rehearsed r JOIN order_lines l ON l.order_id = r.old
ORDER BY l.id;

INSERT INTO order_addresses (order_id, role, addressee, company, street, street2, town, region, postcode, country, phone)
SELECT r.new, a.role, a.addressee, a.company, a.street, a.street2, a.town, a.region, a.postcode, a.country, a.phone
FROM rehearsed r JOIN order_addresses a ON a.order_id = r.old;

INSERT INTO order_log (order_id, at_ms, what, who, is_public, text)
SELECT r.new, ?3, 'placed', 'marketplace', false, 'Sold by a marketplace and passed on' FROM rehearsed r;

SELECT o.number AS subject, concat(o.grand_total, ' ', o.currency, ', by a marketplace') AS detail
FROM rehearsed r JOIN orders o ON o.id = r.new;
