using Storefold.Packs.Sql;

namespace Storefold.Tests.Platform;

public sealed class A_shop_over_HTTP_is_a_source
{
    [Fact]
    public async Task It_folds_as_the_same_shop_in_a_database_does()
    {
        using var database = Lab();
        using var lab = database.Copy();
        await using var server = await PlatformServer.StartAsync(lab.Poco, "poco-store");
        lab.EditPlan("\"sqlite:poco.db\"", $"\"{HttpLab.Address(server)}\"");
        var expected = await database.TransferAsync(connections: HttpLab.Connections);

        var found = await lab.TransferAsync(connections: HttpLab.Connections);

        Assert.Equal(
            expected.Figures.OrderBy(pair => pair.Key.ToString(), StringComparer.Ordinal), found.Figures.OrderBy(pair => pair.Key.ToString(), StringComparer.Ordinal));
        Dump.AssertSame(database.ShopDump(), lab.ShopDump(), "target");
        await lab.AssertVerifiesAsync();
        Assert.Equal(0, (await lab.TransferAsync(connections: HttpLab.Connections)).Written);
    }

    [Fact]
    public async Task A_catch_up_sees_what_became_of_it()
    {
        using var lab = Lab();
        await using var server = await PlatformServer.StartAsync(lab.Poco, "poco-store");
        lab.EditPlan("\"sqlite:poco.db\"", $"\"{HttpLab.Address(server)}\"");
        await lab.TransferAsync(connections: HttpLab.Connections);
        lab.Source("UPDATE orders SET contact_phone = '4711' WHERE site = 'uk'; DELETE FROM wishlists WHERE id IN (SELECT id FROM wishlists WHERE site = 'uk' LIMIT 3)");

        await lab.TransferAsync(connections: HttpLab.Connections);

        Assert.False(lab.Target("SELECT count(*) FROM orders WHERE phone = '4711'") is "0");
        await lab.AssertVerifiesAsync();
    }

    [Fact]
    public async Task Every_request_may_fail_once()
    {
        using var lab = Lab();
        await using var server = await PlatformServer.StartAsync(lab.Poco, "poco-store");
        lab.EditPlan("\"sqlite:poco.db\"", $"\"{HttpLab.Address(server)}\"");
        var asked = 0;
        server.Troubles = _ => (++asked % 4) switch { 1 => Trouble.CutInAnswer, 3 => Trouble.CutBefore, _ => Trouble.None };

        await lab.TransferAsync(connections: HttpLab.Connections);

        server.Troubles = null;
        await lab.AssertVerifiesAsync();
    }

    [Theory]
    [InlineData("/fold/tables/orders?limit=1000", "circle")]
    [InlineData("https://elsewhere.example/fold/tables/orders", "leads away")]
    public async Task Its_next_page_leads_on_and_not_elsewhere(string next, string said)
    {
        using var lab = Lab();
        await using var server = await PlatformServer.StartAsync(lab.Poco, "poco-store");
        lab.EditPlan("\"sqlite:poco.db\"", $"\"{HttpLab.Address(server)}\"");
        server.NextPage = next;

        var stopped = await Assert.ThrowsAsync<StoreException>(() => lab.TransferAsync(connections: HttpLab.Connections));

        Assert.Contains(said, stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Points_cannot_be_debited_in_it()
    {
        using var lab = new FoldLab(customers: 12, nasty: false);
        await using var server = await PlatformServer.StartAsync(lab.Poco, "poco-store");
        lab.EditPlan("\"sqlite:poco.db\"", $"\"{HttpLab.Address(server)}\"");

        var (exit, _, error) = await CommandLine.RunAsync("transfer", lab.PlanFile);

        Assert.NotEqual(0, exit);
        Assert.Contains("can only be read", error, StringComparison.Ordinal);
        Assert.Contains("allow_writes", error, StringComparison.Ordinal);
    }

    /// <summary>Without writes to the source.</summary>
    private static FoldLab Lab()
    {
        var lab = new FoldLab(customers: 12, nasty: false);
        lab.EditPlan("allow_writes: [loyalty.freeze, loyalty.debit]", "allow_writes: []");
        return lab;
    }
}
