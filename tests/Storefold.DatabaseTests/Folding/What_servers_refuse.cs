using Storefold.Engine;
using Storefold.Journaling;
using Storefold.Packs.Sql;

namespace Storefold.DatabaseTests.Folding;

/// <summary>Values that a target cannot hold, rights that are missing, servers that have their own troubles: nothing is lost, and it is said.</summary>
public sealed class What_servers_refuse
{
    private const string BadRows = """
        INSERT INTO customers (id, kind, email, given_name, family_name, lang, segments, state, joined_ms)
        VALUES ('B-1', 'member', 'long@bad.example', 'Long', 'Name-of-three-hundred-letters' || hex(zeroblob(140)), 'en-GB', '[]', 'active', 1690000000000),
               ('B-2', 'member', 'nul@bad.example', 'Nul', 'U+0000:' || char(0), 'en-GB', '[]', 'active', 1690000000000),
               ('B-3', 'member', 'emoji@bad.example', 'Emoji', 'Good', 'en-GB', '[]', 'active', 1690000000000);
        INSERT INTO customer_sites (customer_id, site) VALUES ('B-1', 'uk'), ('B-2', 'uk'), ('B-3', 'uk');
        INSERT INTO customer_addresses (id, customer_id, label, addressee, company, street, town, postcode, country)
        VALUES (800001, 'B-3', 'home', 'Emoji', 'Smile ' || char(0x1F600), '1 North Road', 'Leeds', 'LS1 1AA', 'GB');
        INSERT INTO orders (id, number, site, contact_email, placed_ms, currency, base_rate, lang, grand_total, state, money_state)
        VALUES (800001, 'BAD-QTY', 'uk', 'x@bad.example', 1719835200000, 'GBP', '1.17', 'en-GB', '12.00', 'placed', 'settled');
        INSERT INTO order_lines (id, order_id, variant_id, kind, name, sku, options, quantity, gross_sum, taxes, discounts)
        VALUES (800001, 800001, 7, 'item', 'Phone', 'MANY', '{}', '123456', '12.00', '[]', '[]');
        """;

    [Theory]
    [InlineData("postgres", "customers/B-1: value too long for type character varying(100)", "customers/B-2: U+0000", "orders/800001: numeric field overflow")]
    [InlineData("mariadb", "customers/B-1: Data too long for column 'last_name'", "customers/B-3: Incorrect string value", "orders/800001: Out of range value for column 'qty'")]
    public async Task A_value_that_the_target_cannot_hold_waits_with_the_targets_own_words_and_all_else_moves(string target, params string[] expected)
    {
        using var plain = new PairLab("sqlite", target, customers: 30);
        using var lab = new PairLab("sqlite", target, customers: 30, special: BadRows);
        lab.TargetShop.Run(target is "postgres"
            ? "ALTER TABLE customers ALTER COLUMN last_name TYPE varchar(100); ALTER TABLE order_lines ALTER COLUMN qty TYPE numeric(8, 3)"
            : "ALTER TABLE customers MODIFY last_name VARCHAR(100); ALTER TABLE order_lines MODIFY qty DECIMAL(8, 3) NOT NULL;"
                + "ALTER TABLE customer_addresses MODIFY company TEXT CHARACTER SET latin1");

        var result = await lab.TransferAsync();

        var refused = Refused(lab);
        Assert.True(expected.Length == refused.Count, string.Join('\n', refused));
        Assert.All(expected.Zip(refused), pair =>
        {
            var (entity, words) = (pair.First.Split(": ")[0], pair.First.Split(": ", 2)[1]);
            Assert.StartsWith(entity.Replace("customers", "customer", StringComparison.Ordinal).Replace("orders", "order", StringComparison.Ordinal), pair.Second, StringComparison.Ordinal);
            Assert.Contains(words, pair.Second, StringComparison.Ordinal);
        });
        var verified = await lab.VerifyAsync();
        Assert.True(verified.IsClean, string.Join(", ", verified.Mismatches));
        // Of the four bad rows those that this database takes are moved with their parts.
        var written = (await plain.TransferAsync()).Written;
        Assert.Equal(written + (target is "postgres" ? 2 : 1), result.Written);
        Assert.Equal(0, (await lab.TransferAsync()).Written);
    }

    [Theory]
    [InlineData("postgres")]
    [InlineData("mariadb")]
    public async Task A_right_that_is_missing_is_named_before_a_row_of_the_shop_is_written(string kind)
    {
        using var lab = new PairLab(kind, kind, customers: 5);
        var database = lab.SourceShop.Database;
        const string Clerk = "clerk_without_reviews";
        database.Execute(kind is "postgres"
            ? $"CREATE ROLE {Clerk} LOGIN PASSWORD '{DatabaseServer.Password}'; GRANT SELECT ON ALL TABLES IN SCHEMA public TO {Clerk}; REVOKE ALL ON reviews FROM {Clerk}"
            : $"CREATE USER {Clerk}@'127.0.0.1' IDENTIFIED BY '{DatabaseServer.Password}';" + string.Concat(
                Tables(lab).Where(table => table is not "reviews").Select(table => $"GRANT SELECT ON {table} TO {Clerk}@'127.0.0.1';")));
        try
        {
            var plan = await File.ReadAllTextAsync(lab.PlanFile, TestContext.Current.CancellationToken);
            var address = lab.SourceShop.PlanAddress;
            await File.WriteAllTextAsync(
                lab.PlanFile, plan.Replace(address, address.Replace(DatabaseServer.User + ":", Clerk + ":", StringComparison.Ordinal), StringComparison.Ordinal),
                TestContext.Current.CancellationToken);
            var before = lab.TargetRows();

            var (exit, _, error) = await CommandLine.RunAsync("transfer", lab.PlanFile);

            Assert.True(exit == 2, $"exit {exit}: {error}");
            Assert.Contains("reviews", error, StringComparison.Ordinal);
            Assert.DoesNotContain(DatabaseServer.Password, error, StringComparison.Ordinal);
            Assert.Equal(before, lab.TargetRows());
        }
        finally
        {
            database.Execute(kind is "postgres" ? $"DROP OWNED BY {Clerk}; DROP ROLE {Clerk}" : $"DROP USER {Clerk}@'127.0.0.1'");
        }
    }

    [Theory]
    [InlineData("postgres")]
    [InlineData("mariadb")]
    public async Task A_column_that_changes_its_type_under_us_costs_no_row(string kind)
    {
        using var lab = new PairLab(kind, kind, customers: 40, special: RareRows.OfZoe);
        using var whole = new PairLab(kind, kind, customers: 40, special: RareRows.OfZoe);
        var expected = await whole.TransferAsync();
        var change = new AtPoint("batch.committed", 6, () => lab.SourceShop.Run(kind is "postgres"
            ? "ALTER TABLE orders ALTER COLUMN grand_total TYPE text; ALTER TABLE order_lines ALTER COLUMN quantity TYPE double precision"
            : "ALTER TABLE orders MODIFY grand_total VARCHAR(40) NOT NULL; ALTER TABLE order_lines MODIFY quantity DOUBLE NOT NULL"));
        try
        {
            await lab.TransferAsync(change);
        }
        catch (StoreException stopped)
        {
            // The database may refuse to go on with a statement; it must not be a row that pays for it.
            Assert.False(stopped.IsConstraint, stopped.Message);
        }

        var result = await lab.TransferAsync();

        Assert.Equal(Figures(expected), Figures(result));
        Assert.True((await lab.VerifyAsync()).IsClean);
    }

    [Theory]
    [InlineData("postgres")]
    [InlineData("mariadb")]
    public async Task A_connection_that_is_cut_in_the_middle_interrupts_and_the_same_command_goes_on(string kind)
    {
        using var lab = new PairLab("sqlite", kind, customers: 40);
        var name = lab.TargetShop.Database.Name;
        var cut = new AtPoint("batch.staged", 5, () =>
        {
            if (kind is "postgres") lab.TargetShop.Run($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}' AND usename = '{DatabaseServer.User}'");
            else foreach (var id in lab.TargetShop.Ask($"SELECT id FROM information_schema.processlist WHERE db = '{name}' AND user = '{DatabaseServer.User}'")) lab.TargetShop.Run($"KILL {id[0]}");
        });

        var stopped = await Assert.ThrowsAsync<StoreException>(() => lab.TransferAsync(cut));

        Assert.True(stopped is { IsTransient: true, IsConstraint: false, IsSchema: false }, stopped.Message);
        Assert.True((await lab.TransferAsync()).Resumed);
        Assert.True((await lab.VerifyAsync()).IsClean);
    }

    private static List<string> Refused(PairLab lab)
    {
        using var session = lab.Target();
        using var statement = session.PrepareJournal("SELECT row, [source_key], detail FROM storefold_quarantine WHERE code = 'target_refused' ORDER BY row, id");
        var arena = new Shop.Arena();
        List<string> found = [];
        while (statement.Step()) found.Add($"{statement.Read(0, arena)}/{statement.Read(1, arena)}: {statement.Read(2, arena)}");
        return found;
    }

    private static List<string> Tables(PairLab lab)
    {
        using var session = lab.Source();
        return [.. session.Tables().Keys];
    }

    private static string[] Figures(TransferResult result) => [.. result.Figures.Select(pair => $"{pair.Key} {pair.Value:0.####}").Order(StringComparer.Ordinal)];
}
