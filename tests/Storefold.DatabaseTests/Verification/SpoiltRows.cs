using Storefold.Tests.Verification;

namespace Storefold.DatabaseTests.Verification;

/// <summary>Damage to what rows hold, on any of the databases.</summary>
internal static class SpoiltRows
{
    private const string Zoe = "SELECT id, 0 FROM customers WHERE email = 'zoe@mutants.example'";
    private const string First = "SELECT id, 0 FROM orders WHERE number = '0001234'";
    private const string Leeds = "SELECT id, 0 FROM customer_addresses WHERE postal = 'LS1 1AA'";
    private const string Dresden = "SELECT id, 0 FROM customer_addresses WHERE postal = '01067'";
    private const string Payment = "SELECT id, order_id FROM order_payments WHERE provider_txn = 'tx1'";
    private const string Review = "SELECT id, 0 FROM reviews WHERE author_name = 'zoe'";
    private const string Code = "SELECT id, coupon_id FROM coupon_codes WHERE code = 'ZOE10'";
    private const string Gift = "SELECT id, 0 FROM stored_values WHERE code = 'ZOEGIFT'";
    private const string Parcel = "SELECT id, 0 FROM parcels WHERE tracking_no = 'JD00O1'";
    private const string Account = "SELECT a.id, 0 FROM points_accounts a JOIN customers c ON c.id = a.customer_id WHERE c.email = 'zoe@mutants.example'";

    private const string Lots = "SELECT min(l.id), max(l.id) FROM points_lots l JOIN points_accounts a ON a.id = l.account_id "
        + "JOIN customers c ON c.id = a.customer_id WHERE c.email = 'zoe@mutants.example'";

    public static readonly Mutant[] Texts =
    [
        new("an absent company becomes an empty one", Zoe, "UPDATE customers SET company = '' WHERE id = {id}", "edited_on_target customer {id} company"),
        new("an empty note becomes absent", Zoe, "UPDATE customers SET note = NULL WHERE id = {id}", "edited_on_target customer {id} note"),
        new("an absent company becomes the word NULL", Zoe, "UPDATE customers SET company = 'NULL' WHERE id = {id}", "edited_on_target customer {id} company"),
        new("a space behind a postal code", Leeds, "UPDATE customer_addresses SET postal = 'LS1 1AA ' WHERE id = {id}",
            "edited_on_target customer.address {id} postal"),
        new("a postal code in small letters", Leeds, "UPDATE customer_addresses SET postal = lower(postal) WHERE id = {id}",
            "edited_on_target customer.address {id} postal"),
        new("a postal code without its leading zero", Dresden, "UPDATE customer_addresses SET postal = '1067' WHERE id = {id}",
            "edited_on_target customer.address {id} postal"),
        new("a phone number without its leading zeros", Zoe, "UPDATE customers SET phone = '447700900123' WHERE id = {id}",
            "edited_on_target customer {id} phone"),
        new("an order number without its leading zeros", First, "UPDATE orders SET number = '1234' WHERE id = {id}", "edited_on_target order {id} number"),
        new("a zero that became minus zero", Line("0"), "UPDATE order_lines SET sku = '-0' WHERE id = {id}", "edited_on_target order.line {id} sku"),
        new("a composed accent instead of a decomposed one", Zoe, "UPDATE customers SET last_name = 'Andr\u00e9' WHERE id = {id}",
            "edited_on_target customer {id} last_name"),
        new("an accent that is gone", Zoe, "UPDATE customers SET last_name = 'Andre' WHERE id = {id}", "edited_on_target customer {id} last_name"),
        new("an emoji of three people that lost one", Zoe, "UPDATE customers SET first_name = 'Zo\u00eb \U0001F469\u200D\U0001F469' WHERE id = {id}",
            "edited_on_target customer {id} first_name"),
        new("a name cut before its first character of four bytes", Zoe, "UPDATE customers SET first_name = 'Zo\u00eb ' WHERE id = {id}",
            "edited_on_target customer {id} first_name"),
        new("an emoji that became a question mark", Review, "UPDATE reviews SET body = 'Works ?' WHERE id = {id}", "edited_on_target review {id} body"),
        new("UTF-8 that was read as Latin-1", Zoe, "UPDATE customers SET last_name = 'Andre\u00cc\u0081' WHERE id = {id}",
            "edited_on_target customer {id} last_name"),
        new("a zero-width space that nobody sees", Leeds, "UPDATE customer_addresses SET city = 'Leeds\u200b' WHERE id = {id}",
            "edited_on_target customer.address {id} city"),
        new("a letter O of a tracking number that became a zero", Parcel, "UPDATE parcels SET tracking_no = 'JD0001' WHERE id = {id}",
            "edited_on_target shipment.parcel {id} tracking_no"),
        new("a tracking number with a Cyrillic letter", Parcel, "UPDATE parcels SET tracking_no = 'JD00\u041e1' WHERE id = {id}",
            "edited_on_target shipment.parcel {id} tracking_no"),
        new("a coupon code in small letters", Code, "UPDATE coupon_codes SET code = 'zoe10' WHERE id = {id}", "edited_on_target coupon.code {id} code"),
        new("another password hash", "SELECT id, 0 FROM customer_credentials WHERE encoded = '$2y$12$abcdefghijklmnopqrstuv'",
            "UPDATE customer_credentials SET encoded = '$2y$12$abcdefghijklmnopqrstuw' WHERE id = {id}", "edited_on_target customer.credential {id} encoded"),
        new("first and last name swapped", Zoe, "UPDATE customers SET first_name = last_name, last_name = first_name WHERE id = {id}",
            "edited_on_target customer {id} first_name", "edited_on_target customer {id} last_name"),
        new("shipping and billing address swapped", First, "UPDATE orders SET ship_address = bill_address, bill_address = ship_address WHERE id = {id}",
            "edited_on_target order {id} bill_address", "edited_on_target order {id} ship_address"),
        new("a value inside JSON", Line("00715"), """UPDATE order_lines SET options = '{"colour":"red","size":{"w":1,"h":3}}' WHERE id = {id}""",
            "edited_on_target order.line {id} options"),
        new("a number in JSON that became a text", Line("00715"), """UPDATE order_lines SET options = '{"colour":"red","size":{"w":"1","h":2}}' WHERE id = {id}""",
            "edited_on_target order.line {id} options"),
    ];

    public static readonly Mutant[] TimesAndMoney =
    [
        new("one hour later", Payment, "UPDATE order_payments SET at = {later at 1 hour} WHERE id = {id}", "edited_on_target order.payment {id} at"),
        new("the hour that the clocks skip in spring", First, "UPDATE orders SET placed_at = {later placed_at -1 hour} WHERE id = {id}",
            "edited_on_target order {id} placed_at"),
        new("one microsecond later", Payment, "UPDATE order_payments SET at = {later at 1 microsecond} WHERE id = {id}",
            "edited_on_target order.payment {id} at"),
        new("a penny more", Payment, "UPDATE order_payments SET amount = amount + 1 WHERE id = {id}", "edited_on_target order.payment {id} amount"),
        new("a sign turned round", Payment, "UPDATE order_payments SET amount = -amount WHERE id = {id}", "edited_on_target order.payment {id} amount"),
        new("pounds that became pence", Line("00715"), "UPDATE order_lines SET line_gross = line_gross / 100 WHERE id = {id}",
            "edited_on_target order.line {id} line_gross"),
        new("another currency", First, "UPDATE orders SET currency = 'EUR' WHERE id = {id}", "edited_on_target order {id} currency"),
        new("another status", First, "UPDATE orders SET pay_status = 'pending' WHERE id = {id}", "edited_on_target order {id} pay_status"),
        new("half a star rounded away", Review, "UPDATE reviews SET rating = '4' WHERE id = {id}", "edited_on_target review {id} rating"),
        new("a quantity off by its last decimal", Line("00715"), "UPDATE order_lines SET qty = '1.000000000001' WHERE id = {id}",
            "edited_on_target order.line {id} qty"),
        new("a count next to the largest number that a column holds", Review, "UPDATE reviews SET helpful_yes = 9223372036854775807 WHERE id = {id}",
            "edited_on_target review {id} helpful_yes"),
        new("an answer turned from no to yes", Review, "UPDATE reviews SET is_incentivised = (1 = 1) WHERE id = {id}",
            "edited_on_target review {id} incentivised"),
        new("a withdrawn consent that is granted again",
            "SELECT n.id, 0 FROM customer_consents n JOIN customers c ON c.id = n.customer_id WHERE c.email = 'zoe@mutants.example'",
            "UPDATE customer_consents SET state = 'granted' WHERE id = {id}", "edited_on_target customer.consent {id} state"),
        new("the balance of a gift card", Gift, "UPDATE stored_values SET balance = balance + 1 WHERE id = {id}", "edited_on_target stored_value {id} balance"),
        new("a points balance that its entries do not explain", Account, "UPDATE points_accounts SET balance = balance + 1 WHERE id = {id}",
            "broken_invariant loyalty {id} native_balance"),
        new("a point from one lot to another, the sum unchanged", Lots,
            "UPDATE points_lots SET remaining = remaining + 1 WHERE id = {id}; UPDATE points_lots SET remaining = remaining - 1 WHERE id = {other}",
            "edited_on_target loyalty.lot {id} remaining", "edited_on_target loyalty.lot {other} remaining"),
        new("a coupon's counter of uses", Code, "UPDATE coupon_codes SET used_count = 1 WHERE id = {id}", "edited_on_target coupon.code {id} used"),
    ];

    /// <summary>What only MariaDB lets in.</summary>
    public static readonly Mutant[] MariaDb =
    [
        new("a zero date", First, "UPDATE orders SET placed_at = '0000-00-00 00:00:00' WHERE id = {id}", "edited_on_target order {id} placed_at"),
        new("a day that no month has", First, "UPDATE orders SET placed_at = '2024-02-00 00:00:00' WHERE id = {id}", "edited_on_target order {id} placed_at"),
    ];

    /// <summary>What only PostgreSQL lets in.</summary>
    public static readonly Mutant[] Postgres =
    [
        new("a time without end", First, "UPDATE orders SET placed_at = 'infinity' WHERE id = {id}", "edited_on_target order {id} placed_at"),
        new("a quantity that is no number", Line("00715"), "UPDATE order_lines SET qty = 'NaN' WHERE id = {id}", "edited_on_target order.line {id} qty"),
        new("JSON's own null instead of none", First, "UPDATE orders SET invoices = 'null' WHERE id = {id}", "edited_on_target order {id} invoices"),
    ];

    private static string Line(string sku) => $"SELECT id, order_id FROM order_lines WHERE sku = '{sku}'";
}
