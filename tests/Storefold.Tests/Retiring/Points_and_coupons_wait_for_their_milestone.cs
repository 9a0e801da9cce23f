using Storefold.Planning;
using Storefold.Shop;

namespace Storefold.Tests.Retiring;

/// <summary>Until their milestone, points and coupons are the retiring shop's alone: nobody finds them on both sides.</summary>
public sealed class Points_and_coupons_wait_for_their_milestone
{
    private const string Holding = "SELECT min(id) FROM orders WHERE site <> 'in' AND reserved_code_id IS NOT NULL";

    [Fact]
    public async Task And_everything_else_moves_before()
    {
        using var lab = new RetirementLab(customers: 40);
        await lab.AdvanceThroughAsync(Milestone.Notice);
        await lab.Retirement().SyncAsync(TestContext.Current.CancellationToken);

        Assert.True(HasMoved(lab, ShopModel.Order));
        Assert.False(HasMoved(lab, ShopModel.Loyalty) || HasMoved(lab, ShopModel.Coupon) || HasMoved(lab, ShopModel.StoredValue));
        Assert.Equal("0", lab.Fold.Source("SELECT count(*) FROM points_accounts WHERE state = 'frozen'"));

        await lab.AdvanceThroughAsync(Milestone.LoyaltyMoves);
        Assert.True(HasMoved(lab, ShopModel.Loyalty));
        Assert.False(HasMoved(lab, ShopModel.Coupon));

        await lab.AdvanceThroughAsync(Milestone.CouponsMove);
        Assert.True(HasMoved(lab, ShopModel.Coupon));
        await lab.Fold.AssertVerifiesAsync();
    }

    [Fact]
    public async Task An_order_that_holds_a_coupon_moves_before_it_and_is_complete_after_it()
    {
        using var lab = new RetirementLab(customers: 200);
        var order = lab.Fold.Source(Holding)!;
        await lab.AdvanceThroughAsync(Milestone.LoyaltyMoves);

        Assert.Equal("1", lab.Fold.Target($"SELECT fate FROM storefold_id_map WHERE entity = 4 AND source_key = {order}"));
        Assert.Equal("0", lab.Fold.Target("SELECT count(*) FROM storefold_quarantine"));
        Assert.Equal("0", lab.Fold.Target($"SELECT count(*) FROM orders WHERE held_coupon_code_id IS NOT NULL AND id = {TargetOf(order)}"));

        // While it waits it still changes in the source.
        lab.Fold.Source($"UPDATE orders SET contact_phone = '+44 7' WHERE id = {order}");
        lab.Clock.MoveTo(lab.Clock.GetUtcNow().AddDays(1));
        await lab.Retirement().SyncAsync(TestContext.Current.CancellationToken);
        Assert.Equal("+44 7", lab.Fold.Target($"SELECT phone FROM orders WHERE id = {TargetOf(order)}"));

        await lab.AdvanceThroughAsync(Milestone.CouponsMove);
        Assert.Equal("1", lab.Fold.Target(
            $"SELECT count(*) FROM orders o JOIN coupon_codes k ON k.id = o.held_coupon_code_id WHERE k.held_by_order_id = o.id AND o.id = {TargetOf(order)}"));
        await lab.Fold.AssertVerifiesAsync();
    }

    [Fact]
    public async Task The_end_is_the_same_as_if_everything_had_moved_at_once()
    {
        using var lab = new RetirementLab(customers: 40, nasty: true);
        using var whole = lab.Copy();
        await lab.AdvanceThroughAsync(Milestone.Notice);
        await lab.Retirement().SyncAsync(TestContext.Current.CancellationToken);
        await lab.AdvanceThroughAsync(Milestone.LastSync);
        await whole.AdvanceToAsync(whole.HourOf(Milestone.LastSync));

        Assert.All(new[] { lab, whole }, one => Assert.Contains(one.Look().Passed, pass => pass.Milestone == Milestone.LastSync));
        Assert.Equal(Books(whole), Books(lab));
        Assert.Equal(
            whole.Fold.Target("SELECT group_concat(n) FROM (SELECT count(*) n FROM storefold_id_map GROUP BY entity, fate, rule ORDER BY entity, fate, rule)"),
            lab.Fold.Target("SELECT group_concat(n) FROM (SELECT count(*) n FROM storefold_id_map GROUP BY entity, fate, rule ORDER BY entity, fate, rule)"));
        await lab.Fold.AssertVerifiesAsync();
    }

    [Fact]
    public async Task A_plan_whose_coupons_move_after_the_close_is_compared_at_the_last_catch_up()
    {
        using var lab = new RetirementLab(timetable: RetirementLab.Timetable.Replace("coupons_move: 2024-12-12", "coupons_move: 2025-01-05", StringComparison.Ordinal));

        var close = (await lab.AdvanceThroughAsync(Milestone.Close)).Outcomes.Single();
        Assert.True(close.Passed);
        Assert.Contains(close.Checks, check => check.Code is "verification_clean" && check.Detail.Contains("later", StringComparison.Ordinal));

        var last = (await lab.AdvanceThroughAsync(Milestone.LastSync)).Outcomes.Single();
        Assert.Contains(last.Checks, check => check is { Code: "verification_clean", Go: true } && check.Detail.Contains("no difference", StringComparison.Ordinal));
    }

    private static List<string> Books(RetirementLab lab) => [.. lab.Fold.TargetDump()
        .Where(line => line.StartsWith("storefold_books:", StringComparison.Ordinal))
        .Select(line => line[(line.IndexOf('|', StringComparison.Ordinal) + 1)..]).Distinct(StringComparer.Ordinal)];

    private static bool HasMoved(RetirementLab lab, EntityDef def) =>
        lab.Fold.Target($"SELECT count(*) FROM storefold_id_map WHERE fate IN (1, 2) AND entity = {def.Number}") is not "0";

    private static string TargetOf(string order) => $"(SELECT target_key FROM storefold_id_map WHERE entity = 4 AND source_key = {order})";
}
