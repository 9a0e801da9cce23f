using Storefold.Packs.Sql;
using Storefold.Tests.Support;

namespace Storefold.Tests.Engine;

/// <summary>The target has rules of its own; the one row that breaks them waits in quarantine and all others move.</summary>
public sealed class A_customer_that_the_target_refuses
{
    private const string Buyer =
        """
        SELECT c.id FROM customers c WHERE c.id LIKE 'C-%' AND c.state = 'active'
          AND EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.id AND o.site = 'uk' AND o.state = 'placed')
          AND EXISTS (SELECT 1 FROM points_accounts p WHERE p.customer_id = c.id AND p.site = 'uk')
          AND NOT EXISTS (SELECT 1 FROM customer_sites s WHERE s.customer_id = c.id AND s.site = 'in')
        ORDER BY c.id LIMIT 1
        """;

    [Theory]
    [InlineData("ABORT", 50)]
    [InlineData("ABORT", 1000)]
    [InlineData("FAIL", 50)]
    public async Task Waits_in_quarantine_with_all_that_depends_on_it(string how, int batchSize)
    {
        using var lab = new FoldLab(nasty: false, batchSize: batchSize);
        using var unhindered = lab.Copy();
        var buyer = Refuse(lab, how);
        var orders = lab.Source($"SELECT count(*) FROM orders WHERE customer_id = '{buyer}' AND state <> 'basket'")!;

        var result = await lab.TransferAsync();

        Assert.Equal("target_refused", lab.Target($"SELECT code FROM storefold_quarantine WHERE source_key = '{buyer}' AND row = 'customer'"));
        Assert.Contains("Nobody", lab.Target($"SELECT raw FROM storefold_quarantine WHERE source_key = '{buyer}'")!, StringComparison.Ordinal);
        Assert.Equal("1", lab.Target("SELECT count(*) FROM storefold_quarantine WHERE code = 'target_refused'"));
        Assert.Equal(orders, lab.Target("SELECT count(*) FROM storefold_quarantine WHERE code = 'depends_on_quarantined' AND row = 'order'"));
        await lab.AssertVerifiesAsync();

        await unhindered.TransferAsync();
        foreach (var table in new[] { "customers", "orders", "points_accounts" })
        {
            var kept = long.Parse(lab.Target($"SELECT count(*) FROM {table}")!);
            var lost = long.Parse(lab.Target(
                $"SELECT count(*) FROM storefold_id_map WHERE fate = 4 AND target_key IS NULL AND entity = {Entity(table)}")!);
            Assert.Equal(long.Parse(unhindered.Target($"SELECT count(*) FROM {table}")!), kept + lost);
        }

        var again = await lab.TransferAsync();
        Assert.Equal(0, again.Written);
        Assert.Equal(
            result.Figures.OrderBy(pair => pair.Key.ToString(), StringComparer.Ordinal),
            again.Figures.OrderBy(pair => pair.Key.ToString(), StringComparer.Ordinal));
        await lab.AssertVerifiesAsync();
    }

    [Fact]
    public async Task Moves_once_the_target_takes_it()
    {
        using var lab = new FoldLab(nasty: false);
        Refuse(lab, "ABORT");
        await lab.TransferAsync();
        lab.Target("DROP TRIGGER refuse");

        Assert.True((await lab.TransferAsync()).Written > 1);

        Assert.Equal("0", lab.Target("SELECT count(*) FROM storefold_quarantine"));
        Assert.Equal("1", lab.Target("SELECT count(*) FROM customers WHERE last_name = 'Nobody'"));
        await lab.AssertVerifiesAsync();
        Assert.Equal(0, (await lab.TransferAsync()).Written);
    }

    [Fact]
    public async Task A_rule_that_ends_the_whole_transaction_is_named_and_nothing_is_half_done()
    {
        using var lab = new FoldLab(nasty: false);
        Refuse(lab, "ROLLBACK");

        var failed = await Assert.ThrowsAsync<StoreException>(() => lab.TransferAsync());

        Assert.Contains("a trigger of the shop refused it", failed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("no such name", failed.Message, StringComparison.Ordinal);
        lab.Target("DROP TRIGGER refuse");
        await lab.TransferAsync();
        await lab.AssertVerifiesAsync();
    }

    private static string Refuse(FoldLab lab, string how)
    {
        var buyer = lab.Source(Buyer)!;
        lab.Source($"UPDATE customers SET family_name = 'Nobody' WHERE id = '{buyer}'");
        lab.Target(
            "CREATE TRIGGER refuse AFTER INSERT ON customers WHEN NEW.last_name = 'Nobody' "
            + $"BEGIN SELECT RAISE({how}, 'no such name'); END");
        return buyer;
    }

    private static int Entity(string table) => table switch { "customers" => 3, "orders" => 4, _ => 7 };
}
