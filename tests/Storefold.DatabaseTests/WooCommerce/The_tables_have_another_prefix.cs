using Storefold.Engine;
using Storefold.Journaling;
using Storefold.Tests.Sample;

namespace Storefold.DatabaseTests.WooCommerce;

/// <summary>A shop whose tables are not called <c>wp_…</c>: what moves, and what arrives, is the same.</summary>
public sealed class The_tables_have_another_prefix
{
    private const string Prefix = "kX7_";

    [Fact]
    public void The_same_moves()
    {
        using var usual = WooCommerceShop.IntoMi();
        using var other = WooCommerceShop.IntoMi(changes: WooCommerceShop.Renamed(Prefix), prefix: Prefix);
        Assert.Empty(other.Check());

        var (expected, moved) = (usual.Transfer(), other.Transfer());

        Assert.Equal(Figures(expected), Figures(moved));
        Assert.Empty(WooCommerceShop.Differences(other.Verify()));
    }

    [Fact]
    public void The_same_arrives()
    {
        using var sample = new SampleShops(Samples.Poco.SampleOptions.Default with { Customers = 60 });
        using var usual = Into(sample, "wp_");
        using var other = Into(sample, Prefix);
        Assert.Empty(other.Check());

        var (expected, moved) = (usual.Transfer(), other.Transfer());

        Assert.Equal(Figures(expected), Figures(moved));
        Assert.Empty(WooCommerceShop.Differences(other.Verify()));
        const string Customers = "SELECT count(*) FROM {0}usermeta WHERE meta_key = '{0}capabilities' AND meta_value = 'a:1:{s:8:\"customer\";b:1;}'";
        Assert.Equal(
            usual.Woo.Number(Customers.Replace("{0}", "wp_", StringComparison.Ordinal)), other.Woo.Number(Customers.Replace("{0}", Prefix, StringComparison.Ordinal)));
        Assert.Empty(other.Woo.Rows("SHOW TABLES LIKE 'wp\\_%'"));
    }

    [Fact]
    public void A_plan_that_says_nothing_of_it_is_told_that_this_is_no_such_shop()
    {
        using var shop = WooCommerceShop.IntoMi(changes: WooCommerceShop.Renamed(Prefix));

        Assert.NotEmpty(shop.Check());
    }

    private static List<KeyValuePair<TallyKey, decimal>> Figures(TransferResult result) =>
        [.. result.Figures.OrderBy(pair => pair.Key.ToString(), StringComparer.Ordinal)];

    private static WooCommerceShop Into(SampleShops sample, string prefix) => new(
        (folder, woo) =>
        {
            foreach (var file in Directory.EnumerateFiles(sample.Folder)) File.Copy(file, folder.File(Path.GetFileName(file)));
            var plan = File.ReadAllText(folder.File("plan.yaml"));
            return plan[..plan.IndexOf("\ntimetable:", StringComparison.Ordinal)]
                .Replace("pack: mi-platform", $"table_prefix: {prefix}\n  pack: woocommerce", StringComparison.Ordinal)
                .Replace("sqlite:mi.db", woo.PlanAddress, StringComparison.Ordinal) + "\n";
        },
        string.Equals(prefix, "wp_", StringComparison.Ordinal) ? "" : WooCommerceShop.Renamed(prefix));
}
