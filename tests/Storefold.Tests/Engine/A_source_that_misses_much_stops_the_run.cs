using Storefold.Engine;
using Storefold.Tests.Support;

namespace Storefold.Tests.Engine;

/// <summary>A source that suddenly misses much is more likely broken than tidied.</summary>
public sealed class A_source_that_misses_much_stops_the_run
{
    private const string Journal =
        "SELECT group_concat(line, char(10)) FROM (SELECT source_key || target_key || fate || tombstone AS line FROM storefold_id_map "
        + "ORDER BY entity, source_key)";

    [Theory]
    [InlineData(1000)]
    [InlineData(4)]
    public async Task Nothing_is_removed_however_often_the_command_is_typed(int batchSize)
    {
        using var lab = new FoldLab(customers: 120, nasty: false, batchSize: batchSize);
        await lab.TransferAsync();
        var (shop, map) = (lab.ShopDump(), lab.Target(Journal));
        lab.Source("CREATE TABLE kept AS SELECT * FROM wishlists; DELETE FROM wishlists WHERE id % 8 <> 0");

        for (var attempt = 1; attempt <= 4; attempt++)
        {
            var stopped = await Assert.ThrowsAsync<GuardException>(() => lab.TransferAsync());
            Assert.Contains("wishlist", stopped.Message, StringComparison.Ordinal);
            Dump.AssertSame(shop, lab.ShopDump(), $"attempt {attempt}");
            Assert.Equal(map, lab.Target(Journal));
        }

        lab.Source("DELETE FROM wishlists; INSERT INTO wishlists SELECT * FROM kept; DROP TABLE kept");
        Assert.Equal(0, (await lab.TransferAsync()).Written);
        Dump.AssertSame(shop, lab.ShopDump(), "source mended");
        await lab.AssertVerifiesAsync();
    }

    [Fact]
    public async Task It_goes_when_the_plan_says_that_it_was_meant()
    {
        using var lab = new FoldLab(customers: 120, nasty: false, batchSize: 4);
        await lab.TransferAsync();
        var own = lab.Target("SELECT count(*) FROM wishlist_items WHERE id NOT IN (SELECT target_key FROM storefold_id_map WHERE entity = 11)");
        lab.Source("DELETE FROM wishlists");
        lab.EditPlan("batch_size: 4", "batch_size: 4, vanished_percent: 100");

        await lab.TransferAsync();

        Assert.Equal(own, lab.Target("SELECT count(*) FROM wishlist_items"));
        await lab.AssertVerifiesAsync();
    }
}
