using Storefold.Connectors.Sqlite;
using Storefold.Tests.Sample;

namespace Storefold.Tests.House;

public sealed class The_real_data_is_found
{
    [Fact]
    public void The_Vendure_shop_is_unpacked_whole_and_a_copy_may_be_written()
    {
        var counts = File.ReadLines(TestData.Path("platforms/vendure-3.7.3.sqlite.counts"));
        using var folder = new TempFolder();

        using var shop = SqliteSession.Open(TestData.VendureCopy(folder.File("shop.sqlite")), SqliteAccess.ReadWrite);

        Assert.Contains($"customer {SampleShops.Number(shop, "SELECT count(*) FROM customer")}", counts, StringComparer.Ordinal);
    }
}
