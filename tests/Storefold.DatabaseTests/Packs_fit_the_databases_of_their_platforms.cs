using Storefold.DatabaseTests.Matrix;

namespace Storefold.DatabaseTests;

/// <summary>What <c>storefold packs test</c> says of the packs of the house on databases as the platforms themselves wrote them.</summary>
public sealed class Packs_fit_the_databases_of_their_platforms : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<string> Every => [.. Platforms.Sources];

    public static TheoryData<string, string, string, string> Unindexed => new()
    {
        // What an index of the platform is taken away from: the shop, the statement, the file, what is said.
        { "vendure on SQLite", "DROP INDEX \"IDX_dc34d382b493ade1f70e834c4d\"", "customer.address", "a.customerId" },
        { "vendure on PostgreSQL", "DROP INDEX \"IDX_dc34d382b493ade1f70e834c4d\"", "customer.address", "a.\"customerId\"" },
        { "medusa", "DROP INDEX \"IDX_customer_address_customer_id\"", "customer.address", "a.customer_id COLLATE \"C\"" },
        { "woocommerce", "ALTER TABLE wp_woocommerce_order_items DROP INDEX order_id", "order.line", "i.order_id" },
        { "opencart", "ALTER TABLE oc_address DROP INDEX customer_id", "customer.address", "a.customer_id" },
    };

    [Theory]
    [MemberData(nameof(Every))]
    public async Task Every_pack_of_the_house_fits_the_stock_database_of_its_platform(string platform)
    {
        using var shops = new MatrixShops(_folder.Path, "shop");
        using var shop = Platforms.Of(platform).Make(shops);
        await Fits(Platforms.Of(platform).Pack, Address(shop));
    }

    [Theory]
    [InlineData("mi-platform", "postgres")]
    [InlineData("mi-platform", "mariadb")]
    [InlineData("poco-store", "postgres")]
    [InlineData("poco-store", "mariadb")]
    public async Task Those_of_the_sample_fit_on_servers_too(string pack, string kind)
    {
        using var lab = pack is "poco-store" ? new PairLab(kind, "sqlite") : new PairLab("sqlite", kind);
        await Fits(pack, (pack is "poco-store" ? lab.SourceShop : lab.TargetShop).PlanAddress);
    }

    [Theory]
    [MemberData(nameof(Unindexed))]
    public async Task A_key_whose_index_is_gone_is_found_in_a_shop_of_any_size(string platform, string drop, string row, string key)
    {
        using var shops = new MatrixShops(_folder.Path, "shop");
        using var shop = Platforms.Of(platform).Make(shops);
        shop.Run(drop);
        var (exit, output, error) = await CommandLine.RunAsync("packs", "test", Platforms.Of(platform).Pack, "--connection", Address(shop), "--read-only");
        Assert.True(exit == 2, output + error);
        Assert.Equal($"read/{row}.sql: error: No index serves the key {key}: each batch would read everything. [pack.no_index]",
            string.Join('\n', output.Split('\n').Where(line => line.Contains("error: ", StringComparison.Ordinal)).Select(line => line[line.IndexOf("read/", StringComparison.Ordinal)..])));
    }

    public void Dispose() => _folder.Dispose();

    private string Address(MatrixShop shop) => shop.Address.Replace(":shop", $":{_folder.File("shop")}", StringComparison.Ordinal);

    private static async Task Fits(string pack, string address)
    {
        var (exit, output, error) = await CommandLine.RunAsync("packs", "test", pack, "--connection", address);
        Assert.True(exit == 0, output + error);
        Assert.EndsWith("The pack fits.\n", output, StringComparison.Ordinal);
    }
}
