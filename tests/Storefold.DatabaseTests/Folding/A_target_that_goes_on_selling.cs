using Storefold.Cli;
using Storefold.Verification;

namespace Storefold.DatabaseTests.Folding;

/// <summary>Between two runs, and after the last one, the target's own customers buy and its staff works.</summary>
public sealed class A_target_that_goes_on_selling
{
    private const string Email = "late@post.example";
    private const string Number = "PC-LATE-1";

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    [InlineData("mariadb")]
    public async Task Whom_it_has_got_since_nobody_collides_with(string target)
    {
        using var lab = new PairLab("sqlite", target, customers: 20);
        await lab.TransferAsync();
        Sell(lab);
        var sold = lab.TargetShop.One($"SELECT id FROM orders WHERE number = '{Number}'");
        Buy(lab);

        await lab.TransferAsync();

        Assert.Equal("0", lab.TargetShop.One("SELECT count(*) FROM storefold_quarantine WHERE code = 'target_refused'"));
        Assert.Equal("1", lab.TargetShop.One($"SELECT count(*) FROM customers WHERE email = '{Email}'"));
        Assert.Equal(sold, lab.TargetShop.One($"SELECT id FROM orders WHERE number = '{Number}'"));
        Assert.Equal(
            "1", lab.TargetShop.One(
                $"SELECT count(*) FROM orders o JOIN storefold_alias a ON a.new = o.number JOIN customers c ON c.id = o.customer_id "
                + $"WHERE a.old = '{Number}' AND a.kind = 'order_number' AND c.email = '{Email}' AND o.total_grand = 1200"));
        Assert.Equal(0, (await lab.TransferAsync()).Written);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    [InlineData("mariadb")]
    public async Task Its_own_rows_are_known_by_the_names_that_they_have_now(string target)
    {
        using var lab = new PairLab("sqlite", target, customers: 20);
        lab.TargetShop.Run("INSERT INTO products (id, sku, title) VALUES (880001, 'LATE-OLD', 'Charger');" + Regular(lab));
        await lab.TransferAsync();
        lab.TargetShop.Run(
            $"UPDATE products SET sku = 'LATE-NEW' WHERE id = 880001; UPDATE customers SET email = '{Email}' WHERE id = 880001;");
        Buy(lab);
        lab.SourceShop.Run(
            "INSERT INTO product_variants (id, product_id, sku, name, state) SELECT 880001, min(id), 'LATE-OLD', 'Cable', 'live' FROM products;");

        await lab.TransferAsync();

        Assert.Equal("0", lab.TargetShop.One("SELECT count(*) FROM storefold_quarantine WHERE code = 'target_refused'"));
        Assert.Equal("880001", lab.TargetShop.One($"SELECT customer_id FROM orders WHERE number = '{Number}'"));
        Assert.Equal("1", lab.TargetShop.One("SELECT count(*) FROM products WHERE sku = 'LATE-OLD' AND id <> 880001"));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    [InlineData("mariadb")]
    public async Task Its_trade_is_counted_where_the_plan_knows_of_it(string target)
    {
        using var lab = new PairLab("sqlite", target, customers: 20, special: RareRows.OfZoe);
        lab.TargetShop.Run(Regular(lab));
        await lab.TransferAsync();
        Sell(lab);
        Trade(lab);
        string Id(string table, string condition) => lab.TargetShop.One($"SELECT id FROM {table} WHERE {condition}");

        // Before a further run has noted what is new, and afterwards.
        foreach (var run in new[] { 1, 2 })
        {
            var resting = await lab.VerifyAsync();
            string[] expected =
            [
                $"edited_on_target customer poco/Z-1 -> {Id("customers", "email = 'zoe@mutants.example'")} last_login_at",
                $"extra customer -> {Id("customers", $"email = '{Email}'")}", $"extra order -> {Id("orders", $"number = '{Number}'")}",
                "extra order.event poco/900001 -> 880001", "own_row_changed customer -> 880001",
            ];
            Assert.Equal(expected, resting.Mismatches.Select(mismatch => mismatch.ToString()).Order(StringComparer.Ordinal), StringComparer.Ordinal);

            lab.EditPlan("  pack: mi-platform\n", "  pack: mi-platform\n  trades: true\n");
            var trading = await lab.VerifyAsync();
            Assert.Empty(trading.Mismatches);
            Assert.Equal(2, trading.TradedCount);
            Assert.Equal((1, 1), (Own(trading, "customer").Came, Own(trading, "customer").Traded));
            Assert.Equal((1, 0), (Own(trading, "order").Came, Own(trading, "order").Traded));
            lab.EditPlan("  trades: true\n", "");
            Assert.Equal(0, (await lab.TransferAsync()).Written);
        }
    }

    [Fact]
    public async Task A_row_with_a_date_from_before_has_not_come_since()
    {
        using var lab = new PairLab("sqlite", "sqlite", customers: 20, special: RareRows.OfZoe);
        lab.EditPlan("  pack: mi-platform\n", "  pack: mi-platform\n  trades: true\n");
        await lab.TransferAsync();
        lab.TargetShop.Run(
            "INSERT INTO orders (id, number, placed_at, currency, total_grand, placement) "
            + "SELECT 880001, 'TWICE', placed_at, currency, total_grand, placement FROM orders WHERE number = '0001234';");

        foreach (var run in new[] { 1, 2 })
        {
            Assert.Equal("extra order -> 880001", Assert.Single((await lab.VerifyAsync()).Mismatches).ToString());
            await lab.TransferAsync();
        }
    }

    [Fact]
    public async Task What_it_lost_of_ours_is_missed_all_the_same()
    {
        using var lab = new PairLab("sqlite", "sqlite", customers: 20, special: RareRows.OfZoe);
        lab.EditPlan("  pack: mi-platform\n", "  pack: mi-platform\n  trades: true\n");
        await lab.TransferAsync();
        lab.TargetShop.Run("DELETE FROM order_events WHERE order_id IN (SELECT id FROM orders WHERE number = '0001234');");

        Assert.All((await lab.VerifyAsync()).Mismatches, mismatch => Assert.Equal((MismatchKind.Missing, "order.event"), (mismatch.Kind, mismatch.Row)));
        Assert.False((await lab.VerifyAsync()).IsClean);
    }

    [Fact]
    public async Task Its_certificate_says_what_it_did()
    {
        using var lab = new PairLab("sqlite", "postgres", customers: 20, special: RareRows.OfZoe);
        lab.TargetShop.Run(Regular(lab));
        await lab.TransferAsync();
        Sell(lab);
        Trade(lab);
        var folder = Path.GetDirectoryName(lab.PlanFile)!;

        var refused = await CommandLine.RunAsync(["certificate", lab.PlanFile]);
        Assert.Equal(ExitCode.No, refused.Exit);
        var named = await CommandLine.RunAsync(["verify", lab.PlanFile]);
        Assert.Contains("trades: true", named.Output + named.Error, StringComparison.Ordinal);

        lab.EditPlan("  pack: mi-platform\n", "  pack: mi-platform\n  trades: true\n");
        await lab.TransferAsync();
        var issued = await CommandLine.RunAsync(["certificate", lab.PlanFile]);
        Assert.Equal((ExitCode.Ok, ""), (issued.Exit, issued.Error));
        var verified = await CommandLine.RunAsync(
            ["certificate", "verify", Path.Combine(folder, "certificate.json"), "--key", Path.Combine(folder, "storefold-key.pub.pem")]);
        Assert.Equal(ExitCode.Ok, verified.Exit);
        var certificate = File.ReadAllText(Path.Combine(folder, "certificate.json"));
        Assert.Contains("\"traded\": 2", certificate, StringComparison.Ordinal);
        Assert.Contains("\"came\": 1", certificate, StringComparison.Ordinal);
    }

    private static OwnCount Own(VerificationResult result, string entity) => result.Own.Single(count => string.Equals(count.Entity, entity, StringComparison.Ordinal));

    /// <summary>The target gets a customer and an order of its own.</summary>
    private static void Sell(PairLab lab) => lab.TargetShop.Run(
        $"INSERT INTO customers (kind, email, email_verified_at, first_name, last_name, status, created_at, last_login_at) "
        + $"VALUES ('registered', '{Email}', {At(lab)}, 'Lia', 'Late', 'active', {At(lab)}, {At(lab)});"
        + $"INSERT INTO orders (number, customer_id, placed_at, currency, total_grand, placement) SELECT '{Number}', id, {At(lab)}, 'GBP', 900, 'confirmed' FROM customers WHERE email = '{Email}';"
        + $"INSERT INTO order_lines (id, order_id, position, kind, qty) SELECT 880001, id, 1, 'product', '1' FROM orders WHERE number = '{Number}';");

    /// <summary>The retiring shop gets the same person, and an order of the same number.</summary>
    private static void Buy(PairLab lab) => lab.SourceShop.Run(
        $"""
        INSERT INTO customers (id, kind, email, email_confirmed_ms, given_name, family_name, lang, segments, state, joined_ms, last_seen_ms)
        VALUES ('L-1', 'member', '{Email}', 1729400000000, 'Lia', 'Late', 'en-GB', '[]', 'active', 1729400000000, 1729506600000);
        INSERT INTO customer_sites (customer_id, site) VALUES ('L-1', 'uk');
        INSERT INTO orders (id, number, site, customer_id, contact_email, placed_ms, currency, base_rate, lang, grand_total, state, money_state)
        VALUES (880001, '{Number}', 'uk', 'L-1', '{Email}', 1729400000000, 'GBP', '1.17', 'en-GB', '12.00', 'placed', 'settled');
        """);

    /// <summary>A moved customer logs in, a moved order gets a remark, an own customer marries.</summary>
    private static void Trade(PairLab lab) => lab.TargetShop.Run(
        $"UPDATE customers SET last_login_at = {At(lab)} WHERE email = 'zoe@mutants.example';"
        + "INSERT INTO order_events (id, order_id, position, type) SELECT 880001, id, 99, 'note' FROM orders WHERE number = '0001234';"
        + "UPDATE customers SET last_name = 'Married' WHERE id = 880001;");

    /// <summary>A customer of the target's own, from before.</summary>
    private static string Regular(PairLab lab) =>
        "INSERT INTO customers (id, kind, email, email_verified_at, first_name, last_name, status, created_at, last_login_at) "
        + $"VALUES (880001, 'registered', 'was@post.example', {At(lab)}, 'Lia', 'Late', 'active', {At(lab)}, {At(lab)});";

    /// <summary>An hour after the first run, as the target writes times.</summary>
    private static string At(PairLab lab) => lab.TargetShop.Kind is "mariadb" ? "'2024-10-21 10:00:00.000000'" : "'2024-10-21T10:00:00.000000Z'";
}
