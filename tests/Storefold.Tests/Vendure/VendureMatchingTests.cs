namespace Storefold.Tests.Vendure;

[Collection(VendureFoldCollection.Name)]
public sealed class VendureMatchingTests(SharedVendureFold shared)
{
    private const string Customers =
        """
        v.customer AS c JOIN storefold_id_map AS m ON m.entity = 3 AND m.source = 1 AND m.source_key = c.id
        LEFT JOIN customers AS t ON t.id = m.target_key
        LEFT JOIN own.planted AS p ON p.customer = c.id
        LEFT JOIN storefold_match AS d ON d.source = 1 AND d.source_key = c.id
        """;

    private readonly VendureFold _fold = shared.Get();

    [Fact]
    public void Every_planted_pair_is_judged_as_the_rules_say_and_nobody_else_is_judged()
    {
        Assert.Equal(
            _fold.Lines("SELECT customer, what, kind FROM own.planted WHERE kind <> 'none' ORDER BY 1"),
            _fold.Lines(
                "SELECT d.source_key, p.what, d.kind FROM storefold_match AS d LEFT JOIN own.planted AS p ON p.customer = d.source_key ORDER BY 1"));
    }

    [Fact]
    public void Every_automatic_merge_stands_up_to_the_raw_rows_of_both_shops()
    {
        var merged = _fold.Lines(
            $"""
            SELECT c.id, t.id = p.mi,
                replace(lower(t.email), 'müller', 'xn--mller-kva') = c.emailAddress, t.email_verified_at IS NOT NULL, u.verified,
                c.firstName = t.first_name AND c.lastName = t.last_name, t.status, t.is_staff, u.lastLogin > '2023-04-22',
                t.last_login_at > '2023-04-22',
                (SELECT count(*) FROM v.customer AS o WHERE o.emailAddress = c.emailAddress),
                (SELECT count(*) FROM own.customers AS o WHERE o.email = t.email OR o.phone = c.phoneNumber),
                NOT EXISTS (SELECT 1 FROM v.administrator AS a WHERE a.userId = c.userId)
            FROM {Customers} LEFT JOIN v.user AS u ON u.id = c.userId
            WHERE m.fate = 2
            """).Select(line => line[(line.IndexOf('|') + 1)..]).ToList();

        Assert.Equal(15, merged.Count);
        Assert.All(merged, line => Assert.Equal("1|1|1|1|1|active|0|1|1|1|1|1", line));
    }

    [Fact]
    public void A_merge_keeps_the_targets_account_and_password_and_adds_addresses_and_history()
    {
        Assert.Empty(_fold.Lines(
            $"""
            SELECT p.customer, k.encoded FROM own.planted AS p JOIN customer_credentials AS k ON k.customer_id = p.mi
            GROUP BY p.mi HAVING count(*) <> 1 OR max(k.encoded) <> '$2b$12$mi'
            """));
        Assert.Equal(
            _fold.Lines(
                """
                SELECT p.mi, a.fullName, a.streetLine1, a.postalCode FROM own.planted AS p JOIN v.address AS a ON a.customerId = p.customer
                WHERE p.kind = 'auto' ORDER BY p.mi, a.id
                """),
            _fold.Lines(
                """
                SELECT a.customer_id, a.full_name, a.line1, a.postal FROM own.planted AS p JOIN customer_addresses AS a ON a.customer_id = p.mi
                WHERE p.kind = 'auto' AND a.id NOT IN (SELECT id FROM own.customer_addresses) ORDER BY 1, a.id
                """));
        Assert.Equal(
            _fold.Lines(
                """
                SELECT p.mi, count(*) FROM own.planted AS p JOIN v."order" AS o ON o.customerId = p.customer
                WHERE p.kind = 'auto' AND o.orderPlacedAt IS NOT NULL GROUP BY 1 ORDER BY 1
                """),
            _fold.Lines(
                """
                SELECT p.mi, count(*) FROM own.planted AS p JOIN orders AS o ON o.customer_id = p.mi
                WHERE p.kind = 'auto' AND o.id NOT IN (SELECT id FROM own.orders) GROUP BY 1 ORDER BY 1
                """));
    }

    [Fact]
    public void Whoever_waits_for_a_decision_has_no_login_and_no_address_that_mail_could_reach()
    {
        var held = _fold.Lines(
            $"""
            SELECT t.email LIKE 'held-%.invalid', t.status, t.email_verified_at, t.first_name = c.firstName, t.last_name = c.lastName,
                (SELECT count(*) FROM customer_credentials AS k WHERE k.customer_id = t.id),
                t.id IN (SELECT id FROM own.customers), h.email = c.emailAddress
            FROM {Customers} LEFT JOIN storefold_holding AS h ON h.source = 1 AND h.source_key = c.id
            WHERE p.kind IN ('challenge', 'review')
            """);

        Assert.Equal(_fold.Number("SELECT count(*) FROM own.planted WHERE kind IN ('challenge', 'review')"), held.Count);
        Assert.All(held, line => Assert.Equal("1|held|NULL|1|1|0|0|1", line));
    }

    [Fact]
    public void Orders_of_waiting_people_are_there_under_their_real_address()
    {
        const string Waiting = "p.kind IN ('challenge', 'review')";
        var orders = _fold.Lines(
            $"""
            SELECT o.code, c.emailAddress FROM own.planted AS p JOIN v.customer AS c ON c.id = p.customer
            JOIN v."order" AS o ON o.customerId = c.id WHERE {Waiting} AND o.orderPlacedAt IS NOT NULL ORDER BY o.id
            """);
        Assert.NotEmpty(orders);
        Assert.Equal(orders, _fold.Lines(
            $"""
            SELECT o.number, o.email FROM own.planted AS p
            JOIN storefold_id_map AS m ON m.entity = 3 AND m.source = 1 AND m.source_key = p.customer
            JOIN orders AS o ON o.customer_id = m.target_key
            JOIN storefold_id_map AS n ON n.entity = 4 AND n.target_key = o.id
            WHERE {Waiting} ORDER BY n.source_key
            """));
    }

    [Fact]
    public void Somebody_who_must_never_be_merged_gets_an_account_beside_the_other_one()
    {
        var lines = _fold.Lines(
            $"SELECT p.what, t.id = p.mi, t.email = c.emailAddress, t.email LIKE '%.invalid', m.fate FROM {Customers} WHERE p.kind = 'never' ORDER BY 1");

        // The blocked account keeps the address, which is unique there; the other one cannot log in with it.
        Assert.Equal(["blocked there|0|0|1|1", "look-alike letters|0|1|0|1"], lines);
    }

    [Fact]
    public void Nobody_is_dropped_for_an_address_that_is_taken()
    {
        Assert.Empty(_fold.Lines(
            $"SELECT c.id, c.emailAddress, m.fate, m.rule FROM {Customers} WHERE t.id IS NULL AND c.deletedAt IS NULL"));
        Assert.Equal(
            _fold.Number("SELECT count(*) FROM own.customers")
            + _fold.Number("SELECT count(*) FROM v.customer WHERE deletedAt IS NULL")
            - _fold.Number("SELECT count(*) FROM own.planted WHERE kind = 'auto'"),
            _fold.Number("SELECT count(*) FROM customers"));
    }

    [Fact]
    public void Guests_stay_guests_and_everybody_else_keeps_the_password()
    {
        Assert.Equal(
            _fold.Lines(
                """
                SELECT c.id, iif(c.userId IS NULL, 'guest', 'registered'), a.passwordHash
                FROM v.customer AS c LEFT JOIN v.authentication_method AS a ON a.userId = c.userId
                WHERE c.deletedAt IS NULL AND c.id NOT IN (SELECT customer FROM own.planted) ORDER BY 1
                """),
            _fold.Lines(
                $"""
                SELECT c.id, t.kind, k.encoded FROM {Customers} LEFT JOIN customer_credentials AS k ON k.customer_id = t.id
                WHERE c.deletedAt IS NULL AND p.kind IS NULL ORDER BY 1
                """));
    }
}
