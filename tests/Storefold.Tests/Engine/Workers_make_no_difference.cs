using Storefold.Engine;
using Storefold.Shop;
using Storefold.Tests.Support;

namespace Storefold.Tests.Engine;

public sealed class Workers_make_no_difference
{
    private static List<string> Sorted(TransferResult result) => [.. result.Figures.Select(pair => pair.ToString()).Order(StringComparer.Ordinal)];

    [Fact]
    public async Task One_two_and_four_workers_leave_the_same_target_and_the_same_figures()
    {
        using var start = new FoldLab();
        using var one = start.Copy();
        var alone = await one.TransferAsync();
        foreach (var workers in new[] { 2, 4 })
        {
            using var lab = start.Copy();
            lab.Workers = workers;
            var together = await lab.TransferAsync();
            Dump.AssertSame(one.ShopDump(), lab.ShopDump(), $"target of {workers} workers");
            Assert.Equal(Sorted(alone), Sorted(together));
            Assert.Equal((alone.Rows, alone.Written), (together.Rows, together.Written));
            Assert.Equal(alone.Points, together.Points);
            await lab.AssertVerifiesAsync();
            Assert.Equal(0, (await lab.TransferAsync()).Written);
        }
    }

    [Fact]
    [Trait("Category", "Seeded")]
    public async Task Several_workers_that_die_together_go_on_with_any_other_number()
    {
        using var start = new FoldLab();
        using var undisturbed = start.Copy();
        await undisturbed.TransferAsync();
        var random = Seed.Random(2024);
        for (var round = 0; round < 12; round++)
        {
            using var lab = start.Copy();
            lab.Workers = random.Next(2, 5);
            await lab.DieAtAsync(random.Next(1, 120));
            lab.Workers = random.Next(1, 5);
            await lab.FinishAsync();
            Dump.AssertSame(undisturbed.ShopDump(), lab.ShopDump(), $"target after round {round}");
            await lab.AssertVerifiesAsync();
        }
    }

    [Fact]
    public void A_pass_waits_for_what_it_refers_to_and_for_the_same_entity_of_the_shop_before()
    {
        using var lab = new FoldLab();
        var source = lab.Fold.Sources[0];
        var second = source with { Model = source.Model with { Number = source.Number + 1 } };
        Assert.True(PassSchedule.Waits(new Pass(ShopModel.Order, source), new Pass(ShopModel.Customer, source)));
        Assert.True(PassSchedule.Waits(new Pass(ShopModel.Shipment, source), new Pass(ShopModel.Order, source)));
        Assert.True(PassSchedule.Waits(new Pass(ShopModel.Order, second), new Pass(ShopModel.Order, source)));
        Assert.False(PassSchedule.Waits(new Pass(ShopModel.Order, source), new Pass(ShopModel.Order, second)));
        Assert.False(PassSchedule.Waits(new Pass(ShopModel.Customer, second), new Pass(ShopModel.Order, source)));
        // An order knows its coupon late, or the two would wait for each other.
        Assert.False(PassSchedule.Waits(new Pass(ShopModel.Order, source), new Pass(ShopModel.Coupon, source)));
    }
}
