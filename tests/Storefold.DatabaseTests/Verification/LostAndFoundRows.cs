using Storefold.Tests.Verification;

namespace Storefold.DatabaseTests.Verification;

/// <summary>Rows that are gone, that nobody sent, that point elsewhere, and damage to what the target had before.</summary>
internal static class LostAndFoundRows
{
    private const string First = "SELECT id, 0 FROM orders WHERE number = '0001234'";
    private const string Payment = "SELECT id, 0 FROM order_payments WHERE provider_txn = 'tx1'";

    public static readonly Mutant[] Links =
    [
        new("an order of another customer", "SELECT o.id, min(c.id) FROM orders o, customers c WHERE o.number = '0001234' AND c.id IN {ours:customer} GROUP BY o.id",
            "UPDATE orders SET customer_id = {other} WHERE id = {id}", "edited_on_target order {id} customer"),
        new("an order of nobody", First, "UPDATE orders SET customer_id = NULL WHERE id = {id}", "edited_on_target order {id} customer"),
        new("a line that moved to another order", "SELECT l.id, o.id FROM order_lines l, orders o WHERE l.sku = '00715' AND o.number = '0001235'",
            "UPDATE order_lines SET order_id = {other} WHERE id = {id}", "extra order.line {id} -", "missing order.line {id} -"),
        new("a line of another product", "SELECT id, product_id FROM order_lines WHERE sku = '00715'",
            "UPDATE order_lines SET product_id = product_id + 1 WHERE id = {id}", "edited_on_target order.line {id} product"),
        new("a tracking event of another parcel",
            "SELECT e.id, p.id FROM parcels p JOIN tracking_events e ON e.shipment_id = p.shipment_id WHERE p.tracking_no = 'JD00O2'",
            "UPDATE tracking_events SET parcel_id = {other} WHERE id = {id}", "edited_on_target shipment.event {id} parcel"),
        new("an order that forgets which coupon it holds", "SELECT id, 0 FROM orders WHERE number = '0001235'",
            "UPDATE orders SET held_coupon_code_id = NULL WHERE id = {id}",
            "edited_on_target order {id} held_coupon", "edited_on_target order {id} held_coupon_definition"),
        new("two addresses that swapped their ids", "SELECT a.id, b.id FROM customer_addresses a, customer_addresses b WHERE a.postal = 'LS1 1AA' AND b.postal = '01067'",
            "UPDATE customer_addresses SET id = -1 WHERE id = {id}; UPDATE customer_addresses SET id = {id} WHERE id = {other}; "
            + "UPDATE customer_addresses SET id = {other} WHERE id = -1",
            [.. Swapped("{id}"), .. Swapped("{other}")]),
        new("an ID map that names another row", "SELECT min(id), max(id) FROM wishlist_items WHERE id IN {ours:wishlist}",
            "UPDATE storefold_id_map SET target_key = {key {id}} WHERE entity = 11 AND target_key = {key {other}}",
            "edited_on_target wishlist {id} at", "edited_on_target wishlist {id} customer", "edited_on_target wishlist {id} product", "extra wishlist {other} -"),
    ];

    public static readonly Mutant[] Lost =
    [
        new("an order that is gone with everything in it", First,
            "DELETE FROM order_lines WHERE order_id = {id}; DELETE FROM order_payments WHERE order_id = {id}; "
            + "DELETE FROM order_events WHERE order_id = {id}; DELETE FROM orders WHERE id = {id}",
            "missing order {id} -"),
        new("a payment that is gone", Payment, "DELETE FROM order_payments WHERE id = {id}", "missing order.payment {id} -"),
        new("a row that the ID map has forgotten", "SELECT max(id), 0 FROM wishlist_items WHERE id IN {ours:wishlist}",
            "DELETE FROM storefold_id_map WHERE entity = 11 AND target_key = {key {id}}", "extra wishlist {id} -", "not_transferred wishlist - -"),
        new("a part that the ID map has forgotten", Payment,
            "DELETE FROM storefold_part_map WHERE row = 66 AND target_key = {key {id}}", "extra order.payment {id} -", "missing order.payment - -"),
        new("a row whose fate was rewritten", "SELECT max(id), 0 FROM wishlist_items WHERE id IN {ours:wishlist}",
            "UPDATE storefold_id_map SET fate = 3 WHERE entity = 11 AND target_key = {key {id}}", "other_fate wishlist {id} -"),
    ];

    public static readonly Mutant[] Extra =
    [
        new("an event that nobody sent", "SELECT max(e.id) + 1, o.id FROM order_events e, orders o WHERE o.number = '0001234' GROUP BY o.id",
            "INSERT INTO order_events (id, order_id, position, type) VALUES ({id}, {other}, 9, 'note')", "extra order.event {id} -"),
        new("an order that is there twice under another id", "SELECT max(a.id) + 1, z.id FROM orders a, orders z WHERE z.number = '0001234' GROUP BY z.id",
            "INSERT INTO orders (id, number, customer_id, email, placed_at, currency, total_grand, placement) "
            + "SELECT {id}, '0001234-2', customer_id, email, placed_at, currency, total_grand, placement FROM orders WHERE id = {other}",
            "extra order {id} -"),
        new("a customer who is there twice", "SELECT max(a.id) + 1, z.id FROM customers a, customers z WHERE z.email = 'zoe@mutants.example' GROUP BY z.id",
            "INSERT INTO customers (id, kind, first_name, last_name, status) SELECT {id}, kind, first_name, last_name, status FROM customers WHERE id = {other}",
            "extra customer {id} -"),
        new("one wish lost and another one in its place",
            "SELECT min(a.id), max(b.id) + 1 FROM wishlist_items a, wishlist_items b WHERE a.id IN {ours:wishlist}",
            "INSERT INTO wishlist_items (id, customer_id, product_id, at) SELECT {other}, customer_id, product_id, at FROM wishlist_items WHERE id = {id}; "
            + "DELETE FROM wishlist_items WHERE id = {id}",
            "extra wishlist {other} -", "missing wishlist {id} -"),
    ];

    public static readonly Mutant[] Own =
    [
        new("a name of the target's own customer", "SELECT min(id), 0 FROM customers WHERE id IN {own:customer} AND id NOT IN {joined:customer}",
            "UPDATE customers SET last_name = CONCAT(last_name, ' ') WHERE id = {id}", "own_row_changed customer {id} -"),
        new("a product of the target's own that is gone",
            "SELECT min(id), 0 FROM products WHERE id IN {own:product} AND id NOT IN {joined:product}",
            "DELETE FROM products WHERE id = {id}", "own_row_missing product {id} -"),
        new("a line that was added to the target's own order", "SELECT max(l.id) + 1, min(o.id) FROM order_lines l, orders o WHERE o.id IN {own:order}",
            "INSERT INTO order_lines (id, order_id, position, kind, qty) VALUES ({id}, {other}, 99, 'goods', '1')", "own_row_changed order {other} -"),
        new("the e-mail of a customer whom somebody joined", "SELECT min(id), 0 FROM customers WHERE id IN {own:customer} AND id IN {joined:customer}",
            "UPDATE customers SET email = CONCAT('x', email) WHERE id = {id}", "own_row_changed customer {id} -"),
        new("an address that a customer brought along when joining, edited",
            "SELECT min(id), 0 FROM customer_addresses WHERE customer_id IN {joined:customer} AND id IN {parts:customer.address}",
            "UPDATE customer_addresses SET city = 'Elsewhere' WHERE id = {id}", "edited_on_target customer.address {id} city"),
    ];

    private static string[] Swapped(string key) =>
        [.. new[] { "city", "country", "kind", "line1", "postal" }.Select(field => $"edited_on_target customer.address {key} {field}")];
}
