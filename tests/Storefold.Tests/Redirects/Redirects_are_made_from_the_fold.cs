using Storefold.Cli;
using Storefold.Deciding;
using Storefold.Connectors;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Redirects;
using Storefold.Tests.Deciding;

namespace Storefold.Tests.Redirects;

public sealed class Redirects_are_made_from_the_fold
{
    [Fact]
    public async Task Every_old_page_leads_somewhere_with_a_reason_and_hardly_any_to_the_front_page()
    {
        using var lab = new FoldLab();
        await lab.TransferAsync();
        var fold = Load(lab);
        var counts = Rebuild(fold);
        var rows = lab.Target("SELECT count(*) FROM storefold_redirect");
        Assert.Equal(lab.Source("SELECT count(*) FROM pages WHERE site <> 'in'"), rows);
        Assert.Equal(int.Parse(rows!), counts.ByReason.Values.Sum());
        Assert.Equal("0", lab.Target("SELECT count(*) FROM storefold_redirect WHERE reason = '' OR site NOT IN ('uk', 'global')"));

        Assert.True(counts.ByReason["product/same_product"] > 10, counts.ToString());
        Assert.True(counts.ByReason["product/nearest_category"] > 10, counts.ToString());
        var lost = lab.Target("SELECT count(*) FROM storefold_redirect WHERE kind < 2 AND (reason = 'home' OR reason = 'help')");
        Assert.Equal("0", lost);
    }

    [Fact]
    public async Task A_product_that_the_target_sells_leads_to_its_own_page()
    {
        using var lab = new FoldLab();
        await lab.TransferAsync();
        var fold = Load(lab);
        Rebuild(fold);
        var handle = lab.Source("SELECT slug FROM products p JOIN product_sites s ON s.product_id = p.id WHERE s.site = 'uk' AND p.state = 'live' AND p.id % 2 = 0 LIMIT 1");
        Assert.NotNull(lab.Target($"SELECT id FROM products WHERE handle = '{handle}' AND status = 'live'"));
        var entry = Map(fold).Of(fold.Plan.Sites[0]).Find("/item/" + handle)!;
        Assert.Equal("same_product", entry.Reason);
        Assert.Contains($"https://www.mi.com/uk/product/{handle}", entry.Locations, StringComparer.Ordinal);

        // A product that only stands there as a placeholder of old orders has no page.
        var placeholder = lab.Source("SELECT slug FROM products p JOIN product_sites s ON s.product_id = p.id WHERE s.site = 'uk' AND p.id % 2 = 1 LIMIT 1");
        Assert.Equal("nearest_category", Map(fold).Of(fold.Plan.Sites[0]).Find("/item/" + placeholder)!.Reason);
    }

    [Fact]
    public async Task Order_links_lead_to_the_target_order_and_changed_numbers_are_followed()
    {
        using var lab = new FoldLab(customers: 120);
        lab.Source($"UPDATE orders SET link_hash = '{SomeGate.Hash("secret")}'");
        await lab.TransferAsync();
        var fold = Load(lab);
        var counts = Rebuild(fold);
        Assert.Equal(lab.Target("SELECT count(*) FROM storefold_order_link"), counts.Orders.ToString());
        Assert.Equal(lab.Target("SELECT count(*) FROM storefold_id_map WHERE entity = 4 AND target_key IS NOT NULL"), counts.Orders.ToString());
        var old = lab.Target("SELECT old FROM storefold_alias WHERE kind = 'order_number' ORDER BY old LIMIT 1");
        Assert.NotNull(old);
        var link = Assert.Single(Map(fold).FindOrders(1, old));
        Assert.Equal("/user/orders/" + lab.Target($"SELECT new FROM storefold_alias WHERE kind = 'order_number' AND old = '{old}'"), link.Target);
        Assert.Equal(SomeGate.Hash("secret"), link.SecretHash);

        var indian = lab.Source("SELECT number FROM orders WHERE site = 'in' AND state = 'placed' LIMIT 1");
        Assert.Empty(Map(fold).FindOrders(1, indian!));
    }

    [Fact]
    public async Task They_outlive_the_source()
    {
        using var lab = new FoldLab();
        await lab.TransferAsync();
        var fold = Load(lab);
        Rebuild(fold);
        var before = Map(fold);
        File.Delete(lab.Poco);
        var after = Map(fold);
        Assert.Equal((before.Count, before.Orders), (after.Count, after.Orders));
        Assert.Equal(before.Of(fold.Plan.Sites[0]).Paths, after.Of(fold.Plan.Sites[0]).Paths);
    }

    [Fact]
    public async Task Building_them_twice_is_the_same_and_a_preview_writes_nothing()
    {
        using var lab = new FoldLab();
        await lab.TransferAsync();
        var fold = Load(lab);
        var untouched = lab.TargetDump();
        var preview = RedirectBook.Preview(fold.Plan, GateSetup.SourcesOf(fold.Sources), GateSetup.TargetOf(fold.Target), new Connections());
        Assert.Equal(untouched, lab.TargetDump());
        var source = lab.SourceDump();
        var first = Rebuild(fold);
        var again = Rebuild(fold);
        Assert.Equal(first.ToString(), again.ToString());
        Assert.Equal("1", lab.Target("SELECT count(*) FROM storefold_log WHERE what = 'redirects_built'"));
        Assert.Equal(preview.Count, Map(fold).Count);
        Assert.Equal(preview.Orders, Map(fold).Orders);
        Dump.AssertSame(source, lab.SourceDump(), "the source");
    }

    [Fact]
    public void Before_the_transfer_a_preview_leads_products_to_their_shelf()
    {
        using var lab = new FoldLab();
        var fold = Load(lab);
        var preview = RedirectBook.Preview(fold.Plan, GateSetup.SourcesOf(fold.Sources), GateSetup.TargetOf(fold.Target), new Connections());
        Assert.True(preview.Count > 20);
        Assert.Equal(0, preview.Orders);
        using var target = new Connections().Open(fold.Target.Model.Connection, SessionUse.Read);
        Assert.Null(RedirectBook.Load(target, fold.Plan, null));
    }

    private static Fold Load(FoldLab lab)
    {
        var (fold, findings) = FoldLoader.Load(lab.PlanFile, FixedClock.Instance);
        return fold ?? throw new InvalidOperationException(string.Join('\n', findings));
    }

    private static RedirectCounts Rebuild(Fold fold) => RedirectBook.Rebuild(
        fold.Plan, GateSetup.SourcesOf(fold.Sources), GateSetup.TargetOf(fold.Target), new Connections(), FixedClock.Instance.GetUtcNow());

    private static RedirectMap Map(Fold fold)
    {
        using var target = new Connections().Open(fold.Target.Model.Connection, SessionUse.Read);
        return RedirectBook.Load(target, fold.Plan, fold.Target.Pack.Routes.Target)!;
    }
}
