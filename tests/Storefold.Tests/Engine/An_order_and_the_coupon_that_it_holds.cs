using Storefold.Engine;
using Storefold.Tests.Support;

namespace Storefold.Tests.Engine;

/// <summary>An order holds a coupon and the coupon is held by the order: whichever is written first, both know each other.</summary>
public sealed class An_order_and_the_coupon_that_it_holds
{
    private const string Holding = "SELECT min(id) FROM orders WHERE site <> 'in' AND reserved_code_id IS NOT NULL";

    private const string Together =
        """
        SELECT count(*) FROM orders o JOIN coupon_codes k ON k.id = o.held_coupon_code_id
        WHERE k.held_by_order_id = o.id AND o.id = (SELECT target_key FROM storefold_id_map WHERE entity = 4 AND source_key = {0})
        """;

    [Fact]
    public async Task Find_each_other_also_after_a_kill_in_between()
    {
        using var start = new FoldLab(customers: 200, nasty: false, batchSize: 1000);
        var order = start.Source(Holding)!;
        var pauses = new Pauses();
        using (var counted = start.Copy()) await counted.TransferAsync(pauses);
        var last = pauses.Points.LastIndexOf("late.written");
        Assert.True(last > 0, "the late pass did nothing");

        for (var point = last - 3; point <= last + 4; point++)
        {
            using var lab = start.Copy();
            await lab.DieAtAsync(point);
            await lab.FinishAsync();
            Assert.Equal("1", lab.Target(Together.Replace("{0}", order, StringComparison.Ordinal)));
            Assert.Equal("0", lab.Target("SELECT count(*) FROM storefold_id_map WHERE late > 0"));
            await lab.AssertVerifiesAsync();
        }
    }

    [Fact]
    public async Task Let_go_of_each_other_when_the_source_does()
    {
        using var lab = new FoldLab(customers: 200, nasty: false, batchSize: 1000);
        var order = lab.Source(Holding)!;
        await lab.TransferAsync();
        lab.Source($"UPDATE coupon_codes SET held_by_order_id = NULL WHERE held_by_order_id = {order}");
        lab.Source($"UPDATE orders SET reserved_code_id = NULL WHERE id = {order}");

        await lab.TransferAsync();

        Assert.Equal("0", lab.Target(
            "SELECT count(*) FROM orders WHERE held_coupon_code_id IS NOT NULL "
            + $"AND id = (SELECT target_key FROM storefold_id_map WHERE entity = 4 AND source_key = {order})"));
        await lab.AssertVerifiesAsync();
        Assert.Equal(0, (await lab.TransferAsync()).Written);
    }

    [Theory]
    [InlineData("UPDATE coupons SET value = 'much' WHERE id = {0}")]
    [InlineData("UPDATE coupons SET kind = 'buy_x_get_y' WHERE id = {0}")]
    [InlineData("DELETE FROM coupon_uses WHERE coupon_id = {0}; DELETE FROM coupon_codes WHERE coupon_id = {0}; DELETE FROM coupons WHERE id = {0}")]
    public async Task An_order_moves_although_its_coupon_does_not(string spoil)
    {
        using var lab = new FoldLab(customers: 200, nasty: false, batchSize: 1000);
        var order = lab.Source(Holding)!;
        var coupon = lab.Source($"SELECT coupon_id FROM coupon_codes WHERE id = (SELECT reserved_code_id FROM orders WHERE id = {order})")!;
        lab.Source(spoil.Replace("{0}", coupon, StringComparison.Ordinal));

        foreach (var _ in new[] { 1, 2 })
        {
            await lab.TransferAsync();
            Assert.Equal("1", lab.Target($"SELECT fate FROM storefold_id_map WHERE entity = 4 AND source_key = {order}"));
            await lab.AssertVerifiesAsync();
        }
    }

    [Fact]
    public async Task An_order_that_changes_while_it_waits_is_moved_whole_by_the_next_run()
    {
        using var lab = new FoldLab(customers: 200, nasty: false, batchSize: 1000);
        var order = lab.Source(Holding)!;
        await lab.TransferAsync(new AtPoint("points.debited", 1, () => lab.Source($"UPDATE orders SET contact_phone = '+44 1' WHERE id = {order}")));

        await lab.TransferAsync();

        Assert.Equal("1", lab.Target("SELECT count(*) FROM orders WHERE phone = '+44 1'"));
        Assert.Equal("1", lab.Target(Together.Replace("{0}", order, StringComparison.Ordinal)));
        await lab.AssertVerifiesAsync();
    }

    [Fact]
    public async Task An_order_that_changes_while_it_waits_and_then_on_the_target_is_not_overwritten()
    {
        using var lab = new FoldLab(customers: 200, nasty: false, batchSize: 1000);
        var order = lab.Source(Holding)!;
        await lab.TransferAsync(new AtPoint("points.debited", 1, () => lab.Source($"UPDATE orders SET contact_phone = '+44 1' WHERE id = {order}")));
        lab.Target($"UPDATE orders SET email = 'mended@post.example' WHERE id = (SELECT target_key FROM storefold_id_map WHERE entity = 4 AND source_key = {order})");

        var result = await lab.TransferAsync();

        Assert.Equal((0, 1), (result.Written, result.Figures.Single(figure => figure.Key is { Section: BatchTally.ConflictSection, Rule: "edited_on_target" }).Value));
        Assert.Equal("1", lab.Target("SELECT count(*) FROM orders WHERE email = 'mended@post.example'"));
        Assert.Equal("0", lab.Target("SELECT count(*) FROM orders WHERE phone = '+44 1'"));
    }

    [Fact]
    public async Task A_reference_that_the_target_refuses_holds_nothing_up_and_is_tried_again()
    {
        using var lab = new FoldLab(customers: 200, nasty: false, batchSize: 1000);
        var order = lab.Source(Holding)!;
        lab.Target("CREATE TRIGGER no_holding BEFORE UPDATE OF held_coupon_code_id ON orders WHEN new.held_coupon_code_id IS NOT NULL "
            + $"AND new.number = '{lab.Source($"SELECT number FROM orders WHERE id = {order}")}' BEGIN SELECT raise(ABORT, 'not this one'); END");

        for (var time = 0; time < 2; time++)
        {
            var result = await lab.TransferAsync();

            Assert.Equal(1, result.Figures.Single(figure => figure.Key is { Section: BatchTally.ConflictSection }).Value);
            Assert.Equal("0", lab.Target(Together.Replace("{0}", order, StringComparison.Ordinal)));
            Assert.Equal(lab.Source("SELECT count(*) - 1 FROM orders WHERE site <> 'in' AND reserved_code_id IS NOT NULL"),
                lab.Target("SELECT count(*) FROM orders WHERE held_coupon_code_id IS NOT NULL AND id IN (SELECT target_key FROM storefold_id_map WHERE entity = 4)"));
            Assert.NotEmpty((await lab.VerifyAsync()).Mismatches);
        }

        lab.Target("DROP TRIGGER no_holding");
        await lab.TransferAsync();

        Assert.Equal("1", lab.Target(Together.Replace("{0}", order, StringComparison.Ordinal)));
        await lab.AssertVerifiesAsync();
        Assert.Equal(0, (await lab.TransferAsync()).Written);
    }
}
