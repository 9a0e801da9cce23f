namespace Storefold.Tests.Verification;

/// <summary>Rows that are gone, rows that nobody sent, and damage to what the target had before.</summary>
internal static class LostAndFoundMutants
{
    public static readonly Mutant[] Lost =
    [
        new("a review that is gone", "SELECT id, 0 FROM reviews r WHERE id IN {ours:review} AND id NOT IN (SELECT review_id FROM review_media) LIMIT 1",
            "DELETE FROM reviews WHERE id = {id}", "missing review {id} -"),
        new("an order that is gone with everything in it", "SELECT id, 0 FROM orders WHERE number = '0001234'",
            "DELETE FROM order_lines WHERE order_id = {id}; DELETE FROM order_payments WHERE order_id = {id};"
            + "DELETE FROM order_events WHERE order_id = {id}; DELETE FROM orders WHERE id = {id}",
            "missing order {id} -"),
        new("a tracking event that is gone", "SELECT id, 0 FROM tracking_events WHERE shipment_id IN {ours:shipment} LIMIT 1",
            "DELETE FROM tracking_events WHERE id = {id}", "missing shipment.event {id} -"),
        new("a payment that is gone", "SELECT id, 0 FROM order_payments WHERE provider_txn = 'tx1'", "DELETE FROM order_payments WHERE id = {id}",
            "missing order.payment {id} -"),
        new("an answer to a review that is gone", "SELECT id, 0 FROM review_replies WHERE review_id IN {ours:review} LIMIT 1",
            "DELETE FROM review_replies WHERE id = {id}", "missing review.reply {id} -"),
        new("a row that the ID map has forgotten", "SELECT max(id), 0 FROM wishlist_items WHERE id IN {ours:wishlist}",
            "DELETE FROM storefold_id_map WHERE entity = 11 AND target_key = {id}", "extra wishlist {id} -", "not_transferred wishlist - -"),
        new("a part that the ID map has forgotten", "SELECT id, 0 FROM order_payments WHERE provider_txn = 'tx1'",
            "DELETE FROM storefold_part_map WHERE row = 66 AND target_key = {id}", "extra order.payment {id} -", "missing order.payment - -"),
        new("a row whose fate was rewritten", "SELECT max(id), 0 FROM wishlist_items WHERE id IN {ours:wishlist}",
            "UPDATE storefold_id_map SET fate = 3 WHERE entity = 11 AND target_key = {id}", "other_fate wishlist {id} -"),
    ];

    public static readonly Mutant[] Extra =
    [
        new("an event that nobody sent", "SELECT max(e.id) + 1, o.id FROM order_events e, orders o WHERE o.number = '0001234'",
            "INSERT INTO order_events (id, order_id, position, type) VALUES ({id}, {other}, 9, 'note')", "extra order.event {id} -"),
        new("a wish that nobody had", "SELECT max(w.id) + 1, c.id FROM wishlist_items w, customers c WHERE c.email = 'zoe@mutants.example'",
            "INSERT INTO wishlist_items (id, customer_id) VALUES ({id}, {other})", "extra wishlist {id} -"),
        new("a line that is there twice", "SELECT max(l.id) + 1, z.id FROM order_lines l, order_lines z WHERE z.sku = '00715'",
            "INSERT INTO order_lines SELECT {id}, order_id, position, product_id, kind, title, variant_title, sku, gtin, image, options, parent_line_id, qty, "
            + "unit_net, unit_gross, line_net, line_gross, taxes, discounts FROM order_lines WHERE id = {other}",
            "extra order.line {id} -"),
        new("a customer who is there twice", "SELECT max(a.id) + 1, z.id FROM customers a, customers z WHERE z.email = 'zoe@mutants.example'",
            "INSERT INTO customers (id, kind, first_name, last_name, status) "
            + "SELECT {id}, kind, first_name, last_name, status FROM customers WHERE id = {other}",
            "extra customer {id} -"),
        new("a quarantined order that was put in by hand", "SELECT max(id) + 1, 0 FROM orders",
            "INSERT INTO orders (id, number, currency, total_grand, placement) VALUES ({id}, 'NASTY-BY-HAND', 'GBP', 1200, 'confirmed')",
            "extra order {id} -"),
        new("a row of the kept site that was copied after all", "SELECT max(id) + 1, 0 FROM coupons",
            "INSERT INTO coupons (id, title, type) VALUES ({id}, 'Diwali', 'percent')", "extra coupon {id} -"),
        new("one tracking event lost and another of no shipment", "SELECT id, (SELECT max(id) + 1 FROM tracking_events) FROM tracking_events LIMIT 1",
            "DELETE FROM tracking_events WHERE id = {id}; INSERT INTO tracking_events (id, shipment_id, status) VALUES ({other}, 999999, 'delivered')",
            "extra shipment.event {other} -", "missing shipment.event {id} -"),
        new("one wish lost and another one in its place",
            "SELECT id, (SELECT max(id) + 1 FROM wishlist_items) FROM wishlist_items WHERE id IN {ours:wishlist} LIMIT 1",
            "INSERT INTO wishlist_items SELECT {other}, customer_id, product_id, at FROM wishlist_items WHERE id = {id};"
            + "DELETE FROM wishlist_items WHERE id = {id}",
            "extra wishlist {other} -", "missing wishlist {id} -"),
    ];

    public static readonly Mutant[] Own =
    [
        new("a name of the target's own customer", "SELECT id, 0 FROM customers WHERE id IN {own:customer} AND id NOT IN {joined:customer} LIMIT 1",
            "UPDATE customers SET last_name = last_name || 'x' WHERE id = {id}", "own_row_changed customer {id} -"),
        new("a wish of the target's own that is gone",
            "SELECT id, 0 FROM products WHERE id IN {own:product} AND id NOT IN {joined:product} AND id NOT IN "
            + "(SELECT product_id FROM order_lines WHERE product_id IS NOT NULL) LIMIT 1",
            "DELETE FROM products WHERE id = {id}", "own_row_missing product {id} -"),
        new("an amount in the target's own order", "SELECT id, order_id FROM order_lines WHERE order_id IN {own:order} LIMIT 1",
            "UPDATE order_lines SET line_gross = line_gross + 1 WHERE id = {id}", "own_row_changed order {other} -"),
        new("a line that was added to the target's own order",
            "SELECT max(l.id) + 1, (SELECT min(target_key) FROM storefold_own WHERE entity = 4) FROM order_lines l",
            "INSERT INTO order_lines (id, order_id, position, kind, qty) VALUES ({id}, {other}, 99, 'goods', '1')", "own_row_changed order {other} -"),
        new("the e-mail of a customer whom somebody joined", "SELECT id, 0 FROM customers WHERE id IN {own:customer} AND id IN {joined:customer} LIMIT 1",
            "UPDATE customers SET email = 'x' || email WHERE id = {id}", "own_row_changed customer {id} -"),
        new("the own address of a customer whom somebody joined",
            "SELECT a.id, a.customer_id FROM customer_addresses a WHERE a.customer_id IN {joined:customer} AND a.id NOT IN "
            + "(SELECT target_key FROM storefold_part_map WHERE row = 49) LIMIT 1",
            "DELETE FROM customer_addresses WHERE id = {id}", "own_row_changed customer {other} -"),
        new("an address that a customer brought along when joining",
            "SELECT a.id, 0 FROM customer_addresses a WHERE a.customer_id IN {joined:customer} AND a.id IN "
            + "(SELECT target_key FROM storefold_part_map WHERE row = 49) LIMIT 1",
            "DELETE FROM customer_addresses WHERE id = {id}", "missing customer.address {id} -"),
        new("an address that a customer brought along, edited",
            "SELECT a.id, 0 FROM customer_addresses a WHERE a.customer_id IN {joined:customer} AND a.id IN "
            + "(SELECT target_key FROM storefold_part_map WHERE row = 49) LIMIT 1",
            "UPDATE customer_addresses SET city = 'Elsewhere' WHERE id = {id}", "edited_on_target customer.address {id} city"),
    ];
}
