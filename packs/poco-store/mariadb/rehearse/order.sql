-- A customer orders again what was ordered on the site before: lines, address and prices are copied, so the totals add up.
CREATE TEMPORARY TABLE IF NOT EXISTS rehearsed (old bigint, new bigint);
CREATE TEMPORARY TABLE IF NOT EXISTS rehearsed_line (old bigint, new bigint);
DELETE FROM rehearsed;
DELETE FROM rehearsed_line;

INSERT INTO rehearsed (old, new)
SELECT * FROM (
    SELECT o.id, (SELECT max(id) + 1 FROM orders)
    FROM orders o
    JOIN customers c ON c.id = o.customer_id AND c.state = 'active'
    WHERE o.site = ?1 AND o.state = 'placed' AND o.money_state = 'settled' AND o.goods_state = 'there'
      AND o.discount_total = '0.00' AND NOT o.is_test AND o.checkout_ref IS NULL AND o.grand_total > 0
      AND o.id >= ?2 * 7919 % (SELECT max(id) FROM orders)
    ORDER BY o.id
    LIMIT 1
) AS later
UNION ALL
SELECT * FROM (
    SELECT o.id, (SELECT max(id) + 1 FROM orders)
    FROM orders o
    JOIN customers c ON c.id = o.customer_id AND c.state = 'active'
    WHERE o.site = ?1 AND o.state = 'placed' AND o.money_state = 'settled' AND o.goods_state = 'there'
      AND o.discount_total = '0.00' AND NOT o.is_test AND o.checkout_ref IS NULL AND o.grand_total > 0
      AND o.id < ?2 * 7919 % (SELECT max(id) FROM orders)
    ORDER BY o.id
    LIMIT 1
) AS earlier
LIMIT 1;

INSERT INTO rehearsed_line (old, new)
SELECT l.id, (SELECT max(id) FROM order_lines) + row_number() OVER (ORDER BY l.id)
FROM rehearsed r JOIN order_lines l ON l.order_id = r.old;

INSERT INTO orders (id, number, site, customer_id, contact_email, contact_phone, placed_ms, currency, base_rate, lang, prices_gross,
                    goods_total, discount_total, delivery_total, tax_total, fee_total, grand_total, paid_total, refunded_total,
                    state, money_state, goods_state, promo_codes, link_hash, invoices, is_test)
SELECT r.new, concat('PC', (1000000 + r.new)), o.site, o.customer_id, o.contact_email, o.contact_phone, ?3, o.currency, o.base_rate,
       o.lang, o.prices_gross, o.goods_total, o.discount_total, o.delivery_total, o.tax_total, o.fee_total, o.grand_total,
       o.grand_total, '0.00', 'placed', 'settled', 'waiting', '[]', lpad(lower(hex(r.new)), 64, '0'),
       JSON_ARRAY(concat('INV-', o.site, '-', r.new)), false
FROM rehearsed r JOIN orders o ON o.id = r.old;

INSERT INTO order_lines (id, order_id, variant_id, kind, name, variant_name, sku, ean, image, options, bundle_line_id, quantity,
                         net_each, gross_each, net_sum, gross_sum, taxes, discounts)
SELECT n.new, r.new, l.variant_id, l.kind, l.name, l.variant_name, l.sku, l.ean, l.image, l.options,
       (SELECT b.new FROM rehearsed_line b WHERE b.old = l.bundle_line_id), l.quantity, l.net_each, l.gross_each, l.net_sum,
       l.gross_sum, l.taxes, l.discounts
FROM rehearsed r CROSS JOIN rehearsed_line n JOIN order_lines l ON l.id = n.old;

INSERT INTO order_addresses (order_id, role, addressee, company, street, street2, town, region, postcode, country, phone)
SELECT r.new, a.role, a.addressee, a.company, a.street, a.street2, a.town, a.region, a.postcode, a.country, a.phone
FROM rehearsed r JOIN order_addresses a ON a.order_id = r.old;

INSERT INTO payments (order_id, method, gateway, gateway_ref, action, amount, outcome, at_ms, brand, last_digits)
SELECT r.new, p.method, p.gateway, concat('tx_', lpad(lower(hex(r.new)), 8, '0')), 'take', o.grand_total, 'ok', ?3, p.brand, p.last_digits
FROM rehearsed r
JOIN orders o ON o.id = r.new
JOIN payments p ON p.id = (SELECT min(q.id) FROM payments q WHERE q.order_id = r.old AND q.action = 'take');

INSERT INTO order_log (order_id, at_ms, what, who, is_public) SELECT r.new, ?3, 'placed', 'customer', true FROM rehearsed r;

-- Points wait until the goods can no longer be sent back. Their ids come from the ordinal: the same traffic makes the same
-- rows, whatever was written between.
INSERT INTO points_lots (id, account_id, granted, remaining, usable_from_ms, expires_ms)
SELECT 5000000000 + ?2 * 10000000, a.id, p.points, p.points, ?3 + 14 * 86400000, ?3 + 379 * 86400000
FROM rehearsed r
JOIN orders o ON o.id = r.new
JOIN points_accounts a ON a.customer_id = o.customer_id AND a.site = o.site AND a.state = 'open'
CROSS JOIN (SELECT greatest(1, floor(n.grand_total) DIV CASE n.currency WHEN 'INR' THEN 50 ELSE 1 END) AS points
      FROM rehearsed m JOIN orders n ON n.id = m.new) p
LIMIT 1;

INSERT INTO points_entries (id, account_id, seq, at_ms, kind, points, state, usable_from_ms, order_id, lot_id, idempotency_key)
SELECT t.id, t.account_id, coalesce((SELECT max(e.seq) FROM points_entries e WHERE e.account_id = t.account_id), 0) + 1,
       ?3, 'earned', t.granted, 'waiting', t.usable_from_ms, r.new, t.id, concat('earn:', t.id)
FROM rehearsed r JOIN points_lots t ON t.id = 5000000000 + ?2 * 10000000;

SELECT o.number AS subject, concat(o.grand_total, ' ', o.currency) AS detail FROM rehearsed r JOIN orders o ON o.id = r.new;
