using Storefold.Engine;
using Storefold.Tests.Support;

namespace Storefold.Tests.Engine;

public sealed class Entities_can_be_moved_one_by_one
{
    [Fact]
    public async Task In_the_end_the_shop_is_the_same()
    {
        using var lab = new FoldLab();
        using var whole = lab.Copy();
        await whole.TransferAsync();

        await lab.TransferAsync(only: ["product"]);
        await lab.TransferAsync(only: ["customer"]);
        await lab.TransferAsync(only: ["order"]);
        await lab.TransferAsync();

        Dump.AssertSame(whole.ShopDump(), lab.ShopDump(), "target");
        Dump.AssertSame(whole.SourceDump(), lab.SourceDump(), "source");
        await lab.AssertVerifiesAsync();
        Assert.Equal(0, (await lab.TransferAsync()).Written);
    }

    [Theory]
    [InlineData("order", "product")]
    [InlineData("shipment", "order")]
    [InlineData("loyalty", "customer")]
    [InlineData("wishlist", "product")]
    public async Task What_it_depends_on_must_have_been_moved(string entity, string missing)
    {
        using var lab = new FoldLab();
        var (source, target) = (lab.SourceDump(), lab.TargetDump());

        var refused = await Assert.ThrowsAsync<MissingDependencyException>(() => lab.TransferAsync(only: [entity]));

        Assert.Contains(missing, refused.Message, StringComparison.Ordinal);
        Assert.Contains("--only", refused.Hint, StringComparison.Ordinal);
        Dump.AssertSame(source, lab.SourceDump(), "source");
        Dump.AssertSame(target, lab.TargetDump(), "target");
    }

    [Fact]
    public async Task A_list_that_holds_what_is_needed_is_moved()
    {
        using var lab = new FoldLab();
        await lab.TransferAsync(only: ["customer", "order", "product"]);

        Assert.True(lab.Target("SELECT count(*) FROM storefold_id_map WHERE entity = 4 AND fate = 1") is not "0");
        await lab.TransferAsync(only: ["shipment"]);
        await lab.TransferAsync();
        await lab.AssertVerifiesAsync();
    }
}
