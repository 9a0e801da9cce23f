namespace Storefold.DatabaseTests.Verification;

/// <summary>What leaves the meaning as it is raises nothing: an alarm that cries wolf is soon not read any more.</summary>
public sealed class No_false_alarm_on_servers
{
    private const string Phone = "WHERE sku = '00715'";

    private static readonly string[] OnBoth =
    [
        // Another index, a column of the platform's own, a table that nobody carries, rows written anew as they were.
        "CREATE INDEX by_note ON customers (last_login_at)",
        "ALTER TABLE orders ADD COLUMN warehouse varchar(20) DEFAULT 'north'",
        "CREATE TABLE newsletters (id bigint PRIMARY KEY, body text); INSERT INTO newsletters VALUES (1, 'Hello')",
        "UPDATE customers SET note = note",
        // Words for the same value: JSON in another order, with escapes and other spaces, numbers with other zeros.
        $$"""UPDATE order_lines SET options = '{"size":{"h":2,"w":1},"colour":"red"}' {{Phone}}""",
        $$"""UPDATE order_lines SET options = '{ "colour" : "r\u0065d",   "size": {"w":1.0, "h":2} }' {{Phone}}""",
        $"UPDATE order_lines SET qty = 1.000 {Phone}",
        "UPDATE order_lines SET sku = '0' WHERE sku = '0'",
    ];

    private static readonly string[] OnPostgres =
    [
        "UPDATE orders SET placed_at = '2024-03-31 02:00:00+01' WHERE number = '0001234'",
        "UPDATE orders SET placed_at = '2024-03-30 21:00:00-04' WHERE number = '0001234'",
        "ALTER TABLE customers ALTER COLUMN last_name TYPE varchar(200), ALTER COLUMN first_name TYPE text COLLATE \"C\"",
        "ALTER TABLE order_lines ALTER COLUMN qty TYPE numeric(20, 6)",
        "ALTER TABLE order_lines ALTER COLUMN options TYPE json",
        "CLUSTER orders USING orders_pkey",
        "VACUUM (FULL, ANALYZE)",
    ];

    private static readonly string[] OnMariaDb =
    [
        "UPDATE orders SET placed_at = '2024-03-31T01:00:00' WHERE number = '0001234'",
        "ALTER TABLE customers MODIFY last_name VARCHAR(200) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
        "ALTER TABLE order_lines MODIFY qty DECIMAL(20, 6) NOT NULL",
        "ALTER TABLE order_lines MODIFY options LONGTEXT",
        "ALTER TABLE orders ENGINE = InnoDB, ROW_FORMAT = COMPRESSED",
        "OPTIMIZE TABLE customers, orders; ANALYZE TABLE order_lines",
    ];

    [Theory]
    [InlineData("sqlite", "postgres")]
    [InlineData("sqlite", "mariadb")]
    public async Task A_change_without_meaning_raises_none(string source, string target)
    {
        using var pair = await SpoiltPair.MakeAsync(source, target);
        foreach (var change in OnBoth.Concat(target is "postgres" ? OnPostgres : OnMariaDb).Append($"ALTER DATABASE {pair.Lab.TargetShop.Database.Name} "
            + (target is "postgres" ? "SET timezone = 'Asia/Tokyo'" : "COLLATE utf8mb4_bin")))
        {
            pair.Lab.TargetShop.Run(change);

            var (exit, differences) = await pair.VerifyAsync();

            Assert.True(exit == 0, $"{change}: {string.Join(", ", differences)}");
        }
    }

    [Fact]
    public async Task A_run_that_finds_nothing_to_do_raises_none()
    {
        using var pair = await SpoiltPair.MakeAsync("postgres", "mariadb");

        Assert.Equal(0, (await pair.Lab.TransferAsync()).Written);

        await pair.AssertIsCleanAsync();
    }

    public static IEnumerable<TheoryDataRow<int, string, string>> Seeds
    {
        get
        {
            var pairs = (from source in PairLab.Kinds from target in PairLab.Kinds where source is not "sqlite" || target is not "sqlite" select (source, target)).ToList();
            return Enumerable.Range(100, 20).Select(seed => new TheoryDataRow<int, string, string>(seed, pairs[seed % pairs.Count].source, pairs[seed % pairs.Count].target));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Any_sample_verifies_clean(int seed, string source, string target)
    {
        using var lab = new PairLab(source, target, customers: 20, seed: seed, batchSize: 500);
        await lab.TransferAsync();

        var result = await lab.VerifyAsync();

        Assert.True(result.IsClean, $"seed {seed}: {string.Join(", ", result.Mismatches)}");
    }
}
