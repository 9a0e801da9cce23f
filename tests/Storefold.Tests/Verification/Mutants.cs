namespace Storefold.Tests.Verification;

/// <summary>Damage to rows that a transfer made.</summary>
internal static class Mutants
{
    private const string Zoe = "SELECT id, 0 FROM customers WHERE email = 'zoe@mutants.example'";
    private const string First = "SELECT id, 0 FROM orders WHERE number = '0001234'";
    private const string Both = "SELECT a.id, b.id FROM orders a, orders b WHERE a.number = '0001234' AND b.number = '0001235'";
    private const string Code = "SELECT id, coupon_id FROM coupon_codes WHERE code = 'ZOE10'";
    private const string Payment = "SELECT id, order_id FROM order_payments WHERE provider_txn = 'tx1'";

    private static string Line(string sku) => $"SELECT id, order_id FROM order_lines WHERE sku = '{sku}'";

    public static readonly Mutant[] Texts =
    [
        new("an absent company becomes an empty one", Zoe, "UPDATE customers SET company = '' WHERE id = {id}", "edited_on_target customer {id} company"),
        new("an empty note becomes absent", Zoe, "UPDATE customers SET note = NULL WHERE id = {id}", "edited_on_target customer {id} note"),
        new("an absent company becomes the word NULL", Zoe, "UPDATE customers SET company = 'NULL' WHERE id = {id}",
            "edited_on_target customer {id} company"),
        new("a trailing space", "SELECT id, 0 FROM customer_addresses WHERE postal = 'LS1 1AA'",
            "UPDATE customer_addresses SET postal = postal || ' ' WHERE id = {id}", "edited_on_target customer.address {id} postal"),
        new("another case", "SELECT id, 0 FROM customer_addresses WHERE postal = 'LS1 1AA'",
            "UPDATE customer_addresses SET postal = lower(postal) WHERE id = {id}", "edited_on_target customer.address {id} postal"),
        new("a phone number without its leading zeros", Zoe, "UPDATE customers SET phone = CAST(CAST(phone AS INTEGER) AS TEXT) WHERE id = {id}",
            "edited_on_target customer {id} phone"),
        new("an SKU without its leading zeros", Line("00715"), "UPDATE order_lines SET sku = '715' WHERE id = {id}", "edited_on_target order.line {id} sku"),
        new("an order number without its leading zeros", First, "UPDATE orders SET number = '1234' WHERE id = {id}", "edited_on_target order {id} number"),
        new("a zero that became minus zero in a text", Line("0"), "UPDATE order_lines SET sku = '-0' WHERE id = {id}", "edited_on_target order.line {id} sku"),
        new("an emoji of three people that lost one", Zoe,
            "UPDATE customers SET first_name = substr(first_name, 1, length(first_name) - 2) WHERE id = {id}", "edited_on_target customer {id} first_name"),
        new("an emoji cut in the middle of its bytes", Zoe,
            "UPDATE customers SET first_name = CAST(substr(CAST(first_name AS BLOB), 1, length(CAST(first_name AS BLOB)) - 1) AS TEXT) WHERE id = {id}",
            "edited_on_target customer {id} first_name"),
        new("a composed accent instead of a decomposed one", Zoe, "UPDATE customers SET last_name = 'Andr' || char(0xE9) WHERE id = {id}",
            "edited_on_target customer {id} last_name"),
        new("first and last name swapped", Zoe, "UPDATE customers SET first_name = last_name, last_name = first_name WHERE id = {id}",
            "edited_on_target customer {id} first_name", "edited_on_target customer {id} last_name"),
        new("shipping and billing address swapped", First, "UPDATE orders SET ship_address = bill_address, bill_address = ship_address WHERE id = {id}",
            "edited_on_target order {id} bill_address", "edited_on_target order {id} ship_address"),
        new("two addresses that swapped their contents",
            "SELECT a.id, b.id FROM customer_addresses a, customer_addresses b WHERE a.postal = 'LS1 1AA' AND b.postal = '01067'",
            "UPDATE customer_addresses SET id = -1 WHERE id = {id}; UPDATE customer_addresses SET id = {id} WHERE id = {other};"
            + "UPDATE customer_addresses SET id = {other} WHERE id = -1",
            "edited_on_target customer.address {id} city", "edited_on_target customer.address {id} country", "edited_on_target customer.address {id} kind",
            "edited_on_target customer.address {id} line1", "edited_on_target customer.address {id} postal",
            "edited_on_target customer.address {other} city", "edited_on_target customer.address {other} country",
            "edited_on_target customer.address {other} kind", "edited_on_target customer.address {other} line1",
            "edited_on_target customer.address {other} postal"),
        new("a value inside JSON", Line("00715"), """UPDATE order_lines SET options = '{"colour":"red","size":{"w":1,"h":3}}' WHERE id = {id}""",
            "edited_on_target order.line {id} options"),
        new("a JSON number that became a text", Line("00715"),
            """UPDATE order_lines SET options = '{"colour":"red","size":{"w":"1","h":2}}' WHERE id = {id}""", "edited_on_target order.line {id} options"),
        new("another password hash", "SELECT id, 0 FROM customer_credentials WHERE encoded = '$2y$12$abcdefghijklmnopqrstuv'",
            "UPDATE customer_credentials SET encoded = '$2y$12$abcdefghijklmnopqrstuw' WHERE id = {id}", "edited_on_target customer.credential {id} encoded"),
        new("a withdrawn consent that is granted again",
            "SELECT n.id, 0 FROM customer_consents n JOIN customers c ON c.id = n.customer_id WHERE c.email = 'zoe@mutants.example'",
            "UPDATE customer_consents SET state = 'granted' WHERE id = {id}", "edited_on_target customer.consent {id} state"),
    ];

    public static readonly Mutant[] TimesAndMoney =
    [
        new("one hour", First, "UPDATE orders SET placed_at = '2024-03-31T02:00:00.000000Z' WHERE id = {id}", "edited_on_target order {id} placed_at"),
        new("a summer time that was read as winter time", "SELECT id, 0 FROM shipments WHERE id IN {ours:shipment} AND shipped_at LIKE '____-07-%' LIMIT 1",
            "UPDATE shipments SET shipped_at = strftime('%Y-%m-%dT%H:%M:', shipped_at, '-1 hour') || substr(shipped_at, 18) WHERE id = {id}",
            "edited_on_target shipment {id} shipped_at"),
        new("one microsecond", Payment, "UPDATE order_payments SET at = '2024-07-01T12:00:01.000001Z' WHERE id = {id}",
            "edited_on_target order.payment {id} at"),
        new("a zero date", First, "UPDATE orders SET placed_at = '0000-00-00 00:00:00' WHERE id = {id}", "edited_on_target order {id} placed_at"),
        new("a penny", Payment, "UPDATE order_payments SET amount = amount + 1 WHERE id = {id}", "edited_on_target order.payment {id} amount"),
        new("a sign", "SELECT id, 0 FROM order_refunds WHERE order_id IN {ours:order} LIMIT 1", "UPDATE order_refunds SET amount = -amount WHERE id = {id}",
            "edited_on_target order.refund {id} amount"),
        new("another currency", First, "UPDATE orders SET currency = 'EUR' WHERE id = {id}", "edited_on_target order {id} currency"),
        new("pounds that became pence", Line("00715"), "UPDATE order_lines SET line_gross = line_gross / 100 WHERE id = {id}",
            "edited_on_target order.line {id} line_gross"),
        new("an amount that is no number any more", First, "UPDATE orders SET total_grand = 'twelve' WHERE id = {id}",
            "edited_on_target order {id} total_grand"),
        new("half a star", "SELECT id, 0 FROM reviews WHERE rating = '7.5'", "UPDATE reviews SET rating = '7' WHERE id = {id}",
            "edited_on_target review {id} rating"),
        new("the balance of a gift card", "SELECT id, 0 FROM stored_values WHERE id IN {ours:stored_value} LIMIT 1",
            "UPDATE stored_values SET balance = balance - 1 WHERE id = {id}", "edited_on_target stored_value {id} balance"),
    ];

    public static readonly Mutant[] PointsAndCoupons =
    [
        new("a points balance that its entries do not explain", "SELECT id, 0 FROM points_accounts WHERE id IN {ours:loyalty} AND balance > 0 LIMIT 1",
            "UPDATE points_accounts SET balance = balance + 1 WHERE id = {id}", "broken_invariant loyalty {id} native_balance"),
        new("a points balance of an account that was joined",
            "SELECT id, 0 FROM points_accounts WHERE id IN {joined:loyalty} AND id IN {own:loyalty} LIMIT 1",
            "UPDATE points_accounts SET balance = balance + 1 WHERE id = {id}", "broken_invariant loyalty {id} native_balance"),
        new("a point more in an entry", "SELECT id, account_id FROM points_entries WHERE type = 'transfer' AND account_id IN {ours:loyalty} LIMIT 1",
            "UPDATE points_entries SET points = points + 1 WHERE id = {id}",
            "broken_invariant loyalty {other} native_balance", "edited_on_target loyalty.entry {id} points"),
        new("points that are no number any more",
            "SELECT id, account_id FROM points_entries WHERE type = 'transfer' AND account_id IN {ours:loyalty} AND points > 0 LIMIT 1",
            "UPDATE points_entries SET points = 'many' WHERE id = {id}",
            "broken_invariant loyalty {other} native_balance", "edited_on_target loyalty.entry {id} points"),
        new("the old figure of an entry", "SELECT id, 0 FROM points_entries WHERE type = 'earn' AND account_id IN {ours:loyalty} LIMIT 1",
            "UPDATE points_entries SET origin_points = '1' || origin_points WHERE id = {id}", "edited_on_target loyalty.entry {id} origin_points"),
        new("a lot that expires a day later", "SELECT id, 0 FROM points_lots WHERE expires_at IS NOT NULL AND account_id IN {ours:loyalty} LIMIT 1",
            "UPDATE points_lots SET expires_at = strftime('%Y-%m-%dT%H:%M:%S.000000Z', expires_at, '+1 day') WHERE id = {id}",
            "edited_on_target loyalty.lot {id} expires_at"),
        new("a higher tier", "SELECT id, 0 FROM points_accounts WHERE id IN {ours:loyalty} AND tier IS NOT NULL LIMIT 1",
            "UPDATE points_accounts SET tier = 'platinum' WHERE id = {id}", "edited_on_target loyalty {id} tier"),
        new("a coupon's counter of uses", Code, "UPDATE coupon_codes SET used_count = 1 WHERE id = {id}", "edited_on_target coupon.code {id} used"),
        new("a coupon code's limit", Code, "UPDATE coupon_codes SET usage_limit = NULL WHERE id = {id}", "edited_on_target coupon.code {id} limit"),
        new("a coupon's limit", Code, "UPDATE coupons SET limit_total = 50 WHERE id = {other}", "edited_on_target coupon {other} limit_total"),
        new("a coupon code in other letters", Code, "UPDATE coupon_codes SET code = 'zoe10' WHERE id = {id}", "edited_on_target coupon.code {id} code"),
        new("an order that forgets which coupon it holds", Both, "UPDATE orders SET held_coupon_code_id = NULL WHERE id = {other}",
            "edited_on_target order {other} held_coupon", "edited_on_target order {other} held_coupon_definition"),
    ];

    public static readonly Mutant[] Links =
    [
        new("a line that moved to another order", Both, "UPDATE order_lines SET order_id = {other} WHERE sku = '00715'",
            "extra order.line {sku:00715} -", "missing order.line {sku:00715} -"),
        new("a payment that moved to another order", "SELECT p.id, o.id FROM order_payments p, orders o WHERE p.provider_txn = 'tx1' AND o.number = '0001235'",
            "UPDATE order_payments SET order_id = {other} WHERE id = {id}", "extra order.payment {id} -", "missing order.payment {id} -"),
        new("an order of another customer", First,
            "UPDATE orders SET customer_id = (SELECT min(id) FROM customers WHERE id IN {ours:customer}) WHERE id = {id}",
            "edited_on_target order {id} customer"),
        new("an order of nobody", First, "UPDATE orders SET customer_id = NULL WHERE id = {id}", "edited_on_target order {id} customer"),
        new("a line of another product", Line("00715"), "UPDATE order_lines SET product_id = product_id + 1 WHERE id = {id}",
            "edited_on_target order.line {id} product"),
        new("a tracking event of another parcel",
            "SELECT e.id, p.id FROM tracking_events e JOIN parcels p ON p.shipment_id = e.shipment_id WHERE p.id <> e.parcel_id LIMIT 1",
            "UPDATE tracking_events SET parcel_id = {other} WHERE id = {id}", "edited_on_target shipment.event {id} parcel"),
    ];
}
