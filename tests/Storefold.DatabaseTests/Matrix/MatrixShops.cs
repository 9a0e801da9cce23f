using Storefold.DatabaseTests.Support;
using Storefold.Samples.Poco;
using Storefold.Tests.Sample;
using Storefold.Tests.Shopify;

namespace Storefold.DatabaseTests.Matrix;

/// <summary>Makes the shops of one pair, in one folder, and takes them away.</summary>
/// <param name="side">Keeps the two sides apart in the folder.</param>
internal sealed class MatrixShops(string folder, string side) : IDisposable
{
    private static readonly Lazy<SampleShops> Sample = new(() =>
    {
        var shops = new SampleShops(SampleOptions.Default with { Customers = 150 });
        AppDomain.CurrentDomain.ProcessExit += (_, _) => shops.Dispose();
        return shops;
    });

    private TestDatabase? _database;

    /// <summary>A database of a server as a real platform wrote it.</summary>
    public MatrixShop Restore(DatabaseServer server, string dump)
    {
        _database = server.Restore(dump);
        return new MatrixShop(_database.PlanAddress, new ShopDatabase(server.Scheme, _database));
    }

    /// <summary>The real Vendure on SQLite.</summary>
    public MatrixShop Vendure() => File_(path => TestData.VendureCopy(path));

    /// <summary>A shop of the sample.</summary>
    public MatrixShop OfSample(string file) => File_(path => File.Copy(Path.Combine(Sample.Value.Folder, file), path));

    /// <summary>Shopify's exports of a shop made by seed, and what its owner would see of the orders.</summary>
    public MatrixShop Shopify()
    {
        var export = ShopifyExport.Make(11, 60, 150);
        export.Write(Path.Combine(folder, side));
        var orders = export.Orders.GroupBy(order => order.Currency, StringComparer.Ordinal).Select(group => (string[])
            [group.Key, FormattableString.Invariant($"{group.Count()}"), FormattableString.Invariant($"{group.Sum(order => order.Total)}")]);
        return new MatrixShop("files:" + side, null, [.. orders]);
    }

    public void Dispose() => _database?.Dispose();

    private MatrixShop File_(Action<string> make)
    {
        var path = Path.Combine(folder, side + ".db");
        make(path);
        return new MatrixShop($"sqlite:{side}.db", new ShopDatabase(path));
    }
}
