using Storefold.Tests.Support;

namespace Storefold.Tests.Nasty;

/// <summary>
/// A platform whose tables have neither types nor keys and whose times are local: a pack of a few lines, in the folder of
/// the test. Case 30 and the bad rows that a primary key would not let in.
/// </summary>
public sealed class Tables_without_rules
{
    private const string Yaml = """
        name: loose
        title: Loose Shop (invented)
        invented: true
        dialects: [sqlite]
        values: { money: decimal, time: text, time_zone: source }
        entities:
          order:
            key: integer
            tables: { order: o, order.line: l }

        """;

    private const string Orders = """
        SELECT id AS key, number, placed AS placed_at, currency, total AS total_grand, 'confirmed' AS placement FROM o WHERE /*keys id*/ ORDER BY id
        """;

    private const string Lines = """
        SELECT o AS parent, id AS key, 'goods' AS kind, title, qty FROM l WHERE /*keys o*/ ORDER BY o, id
        """;

    private const string Schema = """
        CREATE TABLE o (id, number, placed, currency, total);
        CREATE TABLE l (id, o, title, qty);
        """;

    private const string Plan = """
        retirement: loose
        sources:
          old: { pack: loose, connection: "sqlite:old.db", time_zone: Europe/London }
        target: { pack: mi-platform, connection: "sqlite:mi.db" }
        sites:
          uk:
            address: www.po.co/uk
            retires: true
            time_zone: Europe/London
            locales: [en-GB]
            select: { source: old }
            target: { fallback: "https://www.mi.com/global" }
        allowed_hosts: [www.mi.com]
        accounts: { as_of: 2024-10-21 00:00 Europe/London }

        """;

    [Theory]
    [InlineData("2024-07-01 12:00", "2024-07-01T11:00:00.000000Z")] // summer time
    [InlineData("2024-10-27 01:30", "2024-10-27T00:30:00.000000Z")] // twice that night: the earlier
    [InlineData("2024-03-31 02:30", "2024-03-31T01:30:00.000000Z")]
    public async Task Case_30_a_local_time_is_kept_and_said_to_be_assumed(string local, string instant)
    {
        using var lab = Open();
        Order(lab, "1", placed: $"'{local}'");

        var result = await lab.FoldAsync();

        Assert.Equal(instant, lab.One("SELECT placed_at FROM orders"));
        Assert.Equal(1, result.Lost("order.placed_at", "time_zone_assumed"));
    }

    [Theory]
    [InlineData("2024-03-31 01:30")] // the clocks skipped it
    [InlineData("0000-00-00 00:00:00")]
    [InlineData("2023-02-29 12:00")]
    [InlineData("yesterday")]
    public async Task Case_30_a_time_that_never_was_is_refused(string local)
    {
        using var lab = Open();
        Order(lab, "1", placed: $"'{local}'");
        Order(lab, "2");

        await lab.FoldAsync();

        Assert.Equal("1|impossible_time|placed_at", lab.One("SELECT source_key, code, field FROM storefold_quarantine"));
        Assert.Contains(local, lab.One("SELECT raw FROM storefold_quarantine"), StringComparison.Ordinal);
        Assert.Equal("N-2", lab.One("SELECT number FROM orders"));
    }

    [Fact]
    public async Task Of_two_orders_with_one_key_the_second_waits()
    {
        using var lab = Open();
        Order(lab, "1");
        lab.Run("old.db", "INSERT INTO o VALUES (1, 'N-1-AGAIN', NULL, 'GBP', '5.00')");

        var result = await lab.FoldAsync();

        Assert.Equal("order|duplicate_key", lab.One("SELECT row, code FROM storefold_quarantine"));
        Assert.Contains("N-1-AGAIN", lab.One("SELECT raw FROM storefold_quarantine"), StringComparison.Ordinal);
        Assert.Equal(1, result.Rows("order", "quarantined"));

        lab.Run("old.db", "UPDATE o SET id = 2 WHERE number = 'N-1-AGAIN'");
        await lab.FoldAsync();
        Assert.Equal(["N-1", "N-1-AGAIN"], lab.Ask("SELECT number FROM orders ORDER BY number"));
    }

    [Fact]
    public async Task An_order_with_two_lines_of_one_key_waits_whole()
    {
        using var lab = Open();
        Order(lab, "1");
        lab.Run("old.db", "INSERT INTO l VALUES (7, 1, 'Phone', '1'), (7, 1, 'Case', '1')");

        var result = await lab.FoldAsync();

        Assert.Equal("order.line|duplicate_key", lab.One("SELECT row, code FROM storefold_quarantine"));
        Assert.Equal(2, result.Rows("order.line", "quarantined"));
        Assert.Empty(lab.Ask("SELECT id FROM orders"));
    }

    [Fact]
    public async Task An_order_without_a_key_waits()
    {
        using var lab = Open();
        Order(lab, "NULL");
        Order(lab, "2");

        await lab.FoldAsync();

        Assert.Equal("order|null_key", lab.One("SELECT row, code FROM storefold_quarantine"));
        Assert.Equal("N-2", lab.One("SELECT number FROM orders"));
    }

    [Theory]
    [InlineData("'abc'")]
    [InlineData("'1'")] // the text, beside the number 1
    [InlineData("1.5")]
    [InlineData("x'01'")]
    public async Task A_key_of_another_type_waits_and_takes_nobodys_place(string key)
    {
        using var lab = Open();
        Order(lab, "1");
        Order(lab, "2");
        lab.Run("old.db", $"INSERT INTO o VALUES ({key}, 'ODD', NULL, 'GBP', '5.00')");

        for (var run = 0; run < 2; run++)
        {
            var result = await lab.FoldAsync();
            Assert.Equal(1, result.Rows("order", "quarantined"));
            Assert.Equal(["N-1", "N-2"], lab.Ask("SELECT number FROM orders ORDER BY number"));
        }
    }

    [Theory]
    [InlineData("0.1234567890123456789012345678901")]
    [InlineData("1e400")]
    [InlineData("NaN")]
    [InlineData("1,5")]
    public async Task A_quantity_that_no_exact_number_is_waits_and_is_not_rounded(string quantity)
    {
        using var lab = Open();
        Order(lab, "1");
        lab.Run("old.db", $"INSERT INTO l VALUES (7, 1, 'Cloth', '{quantity}')");

        await lab.FoldAsync();

        Assert.Equal("order.line|not_a_number|qty", lab.One("SELECT row, code, field FROM storefold_quarantine"));
    }

    private static void Order(MutantLab lab, string key, string placed = "'2024-01-02 03:04:05'") =>
        lab.Run("old.db", $"INSERT INTO o VALUES ({key}, 'N-' || coalesce({key}, 'none'), {placed}, 'GBP', '12.00')");

    private static MutantLab Open()
    {
        var lab = MutantLab.Empty(Plan);
        lab.Create("old.db", Schema);
        var read = Path.Combine(lab.PathOf("loose"), "sqlite", "read");
        Directory.CreateDirectory(read);
        File.WriteAllText(Path.Combine(lab.PathOf("loose"), "pack.yaml"), Yaml);
        File.WriteAllText(Path.Combine(read, "order.sql"), Orders);
        File.WriteAllText(Path.Combine(read, "order.line.sql"), Lines);
        lab.PackFolders["loose"] = lab.PathOf("loose");
        return lab;
    }
}
