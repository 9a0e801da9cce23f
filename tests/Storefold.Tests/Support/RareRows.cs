namespace Storefold.Tests.Support;

/// <summary>
/// Rows of the retiring shop that generated shops rarely have: an emoji of several characters, a decomposed name, numbers that begin
/// with zeros.
/// </summary>
internal static class RareRows
{
    /// <summary>A customer with something of everything, in SQL of SQLite.</summary>
    // The family in the name is four characters joined by ZERO WIDTH JOINER; the e in the family name is followed by COMBINING ACUTE.
    public const string OfZoe = """
        INSERT INTO customers (id, kind, email, email_confirmed_ms, mobile, given_name, family_name, lang, segments, state, joined_ms, last_seen_ms, memo)
        VALUES ('Z-1', 'member', 'zoe@mutants.example', 1700000000000, '00447700900123',
                'Zo' || char(0xEB) || ' ' || char(0x1F469, 0x200D, 0x1F469, 0x200D, 0x1F467),
                'Andre' || char(0x301), 'en-GB', '[]', 'active', 1690000000000, 1729000000000, '');
        INSERT INTO customer_sites (customer_id, site) VALUES ('Z-1', 'uk');
        INSERT INTO customer_addresses (id, customer_id, label, addressee, street, town, postcode, country)
        VALUES (900001, 'Z-1', 'home', 'Zoe', '1 North Road', 'Leeds', 'LS1 1AA', 'GB'),
               (900002, 'Z-1', 'work', 'Zoe', '2 South Road', 'Dresden', '01067', 'DE');
        INSERT INTO customer_logins (id, customer_id, scheme, secret) VALUES (900001, 'Z-1', 'bcrypt', '$2y$12$abcdefghijklmnopqrstuv');
        INSERT INTO customer_consents (id, customer_id, topic, channel, answer, given_ms)
        VALUES (900001, 'Z-1', 'newsletter', 'email', 'taken_back', 1719835201000);
        INSERT INTO orders (id, number, site, customer_id, contact_email, placed_ms, currency, base_rate, lang, grand_total, state, money_state)
        VALUES (900001, '0001234', 'uk', 'Z-1', 'zoe@mutants.example', 1711846800000, 'GBP', '1.17', 'en-GB', '12.00', 'placed', 'settled'),
               (900002, '0001235', 'uk', 'Z-1', 'zoe@mutants.example', 1719835200123, 'GBP', '1.17', 'en-GB', '24.00', 'placed', 'settled');
        INSERT INTO order_addresses (order_id, role, addressee, street) VALUES (900001, 'ship', 'Zoe', '1 North Road'), (900001, 'bill', 'Zoe', '2 South Road');
        INSERT INTO order_lines (id, order_id, variant_id, kind, name, sku, options, quantity, gross_sum, taxes, discounts)
        VALUES (900001, 900001, 7, 'item', 'Phone', '00715', '{"colour":"red","size":{"w":1,"h":2}}', '1', '12.00', '[]', '[]'),
               (900002, 900002, 7, 'item', 'Case', '00716', '{}', '1', '12.00', '[]', '[]'),
               (900003, 900002, 7, 'item', 'Cable', '0', '{}', '1', '12.00', '[]', '[]');
        INSERT INTO payments (id, order_id, method, gateway, gateway_ref, action, amount, outcome, at_ms)
        VALUES (900001, 900001, 'card', 'acme', 'tx1', 'take', '12.00', 'ok', 1719835201000),
               (900002, 900002, 'card', 'acme', 'tx2', 'take', '24.00', 'ok', 1719835202000);
        INSERT INTO order_log (id, order_id, at_ms, what, text) VALUES (900001, 900001, 1719835201000, 'paid', 'Paid by card');
        INSERT INTO shipments (id, site, method, packed_ms, sent_ms, state) VALUES (900001, 'uk', 'post', 1719835201000, 1719835201000, 'on_its_way');
        INSERT INTO shipment_orders (id, shipment_id, order_id) VALUES (900001, 900001, 900001);
        INSERT INTO parcels (id, shipment_id, carrier, tracking_no) VALUES (900001, 900001, 'dhl', 'JD00O1'), (900002, 900001, 'dhl', 'JD00O2');
        INSERT INTO tracking_events (id, shipment_id, parcel_id, at_ms, offset_minutes, status) VALUES (900001, 900001, 900001, 1719835201000, 60, 'moving');
        INSERT INTO reviews (id, site, variant_id, customer_id, nickname, stars, out_of, headline, body, state, thumbs_up, written_ms, rewarded)
        VALUES (900001, 'uk', 7, 'Z-1', 'zoe', '4.5', 5, 'Good', 'Works ' || char(0x1F44D), 'live', 3, 1719835201000, 0);
        INSERT INTO points_accounts (id, customer_id, site, programme, balance, state, tier) VALUES (900001, 'Z-1', 'uk', 'poco-points', 100, 'open', 'gold');
        INSERT INTO points_lots (id, account_id, granted, remaining, expires_ms) VALUES (900001, 900001, 60, 60, 1761000000000), (900002, 900001, 40, 40, 1771000000000);
        INSERT INTO points_entries (id, account_id, seq, at_ms, effective_ms, kind, points, state, lot_id)
        VALUES (900001, 900001, 1, 1719835201000, 1719835201000, 'earned', 60, 'booked', 900001),
               (900002, 900001, 2, 1719835202000, 1719835202000, 'earned', 40, 'booked', 900002);
        INSERT INTO gift_cards (id, site, kind, code, currency, face, balance, owner_id, state) VALUES (900001, 'uk', 'card', 'ZOEGIFT', 'GBP', '50.00', '30.00', 'Z-1', 'active');
        INSERT INTO gift_card_entries (id, card_id, at_ms, kind, amount) VALUES (900001, 900001, 1719835201000, 'issue', '50.00'), (900002, 900001, 1719835202000, 'spend', '-20.00');
        INSERT INTO coupons (id, sites, title, kind, value, origin, max_uses) VALUES (900001, '["uk"]', 'Ten off', 'percent', '10', 'campaign', 5);
        INSERT INTO coupon_codes (id, coupon_id, code, owner_id, max_uses, used, held_by_order_id) VALUES (900001, 900001, 'ZOE10', 'Z-1', 5, 2, 900002);
        UPDATE orders SET reserved_code_id = 900001 WHERE id = 900002;
        """;
}
