using NodaTime;
using Storefold.Engine;
using Storefold.Planning;
using Storefold.Tests.Support;

namespace Storefold.Tests.Retiring;

/// <summary>Promises, the clock, late orders, and the end of the source.</summary>
public sealed class What_is_on_record
{
    [Fact]
    public async Task Every_hour_that_the_public_was_told_stays_on_record_when_the_plan_is_edited()
    {
        using var lab = new RetirementLab();
        await lab.AdvanceThroughAsync(Milestone.Notice);
        Assert.All(lab.Look().Sites, site => Assert.All(site.Milestones, one => Assert.False(one.Slipped)));

        lab.Fold.EditPlan("close: 2024-12-31 18:00", "close: 2025-01-07 18:00");
        var state = await lab.AdvanceToAsync(lab.Look().Now + Duration.FromDays(1));

        var close = state.Sites.Single(site => site.Site.Name is "uk").Find(Milestone.Close)!;
        Assert.Equal([Instant.FromUtc(2024, 12, 31, 18, 0)], close.PromisedBefore);
        Assert.True(close.Slipped);

        // Moved back again: what was promised in between is what no longer holds.
        lab.Fold.EditPlan("close: 2025-01-07 18:00", "close: 2024-12-31 18:00");
        state = await lab.AdvanceToAsync(state.Now + Duration.FromDays(1));
        Assert.Equal([Instant.FromUtc(2025, 1, 7, 18, 0)], state.Sites[0].Find(Milestone.Close)!.PromisedBefore);
    }

    [Fact]
    public async Task Sites_stop_at_their_own_midnight_and_points_move_after_the_last_one()
    {
        using var lab = new RetirementLab(timetable: RetirementLab.Timetable
            .Replace("00:00 Europe/London", "00:00", StringComparison.Ordinal));
        var (london, utc) = (Instant.FromUtc(2024, 10, 20, 23, 0), Instant.FromUtc(2024, 10, 21, 0, 0));

        var first = await lab.AdvanceToAsync(utc - Duration.FromSeconds(1));
        Assert.Equal(
            ["purchases_stop (uk)"], first.Outcomes.Where(one => one.Event.At == london).Select(one => one.Event.ToString()), StringComparer.Ordinal);
        Assert.Equal(utc, first.NextAt);
        Assert.All(first.Sites, site => Assert.False(site.HasPassed(Milestone.LoyaltyMoves)));
        Assert.Equal("0", lab.Fold.Source("SELECT count(*) FROM points_accounts WHERE state = 'frozen'"));

        var second = await lab.AdvanceToAsync(utc);
        Assert.Equal(
            ["purchases_stop (global)", "loyalty_moves (global, uk)"], second.Outcomes.Select(one => one.Event.ToString()), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Before_the_notice_nothing_is_promised()
    {
        using var lab = new RetirementLab();
        await lab.AdvanceToAsync(lab.Hours()[0] - Duration.FromDays(1));
        lab.Fold.EditPlan("close: 2024-12-31 18:00", "close: 2025-01-07 18:00");

        await lab.AdvanceThroughAsync(Milestone.Notice);

        Assert.All(lab.Look().Sites, site => Assert.Empty(site.Find(Milestone.Close)!.PromisedBefore));
    }

    [Fact]
    public async Task On_a_clock_that_jumped_back_nothing_is_done()
    {
        using var lab = new RetirementLab();
        var notice = lab.HourOf(Milestone.Notice);
        await lab.AdvanceToAsync(notice);
        var before = lab.Fold.TargetDump();

        var refused = await Assert.ThrowsAsync<GuardException>(() => lab.AdvanceToAsync(notice - Duration.FromSeconds(3)));

        Assert.Contains("jumped back", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<GuardException>(() => lab.Retirement().SyncAsync(TestContext.Current.CancellationToken));
        Dump.AssertSame(before, lab.Fold.TargetDump(), "target");
        await lab.AdvanceToAsync(notice - Duration.FromSeconds(2)); // clocks are corrected by a little all the time
    }

    [Fact]
    public async Task Orders_placed_after_the_stop_are_listed_and_moved()
    {
        using var lab = new RetirementLab(customers: 40);
        await lab.AdvanceThroughAsync(Milestone.PurchasesStop);
        Assert.Empty(lab.Look().LateOrders);
        var stop = lab.HourOf(Milestone.PurchasesStop).ToDateTimeOffset();
        lab.PlaceOrder("uk", "UK-EARLY", stop.AddMilliseconds(-1));
        lab.PlaceOrder("global", "GL-LATE", stop);
        lab.PlaceOrder("in", "IN-FINE", stop.AddDays(1));

        lab.Clock.MoveTo(stop.AddDays(2));
        await lab.Retirement().SyncAsync(TestContext.Current.CancellationToken);

        var late = Assert.Single(lab.Look().LateOrders);
        Assert.Equal("global", late.Site);
        Assert.Equal(lab.Fold.Source("SELECT id FROM orders WHERE number = 'GL-LATE'"), late.Key.ToString());
        Assert.Equal("2", lab.Fold.Target("SELECT count(*) FROM orders WHERE number IN ('GL-LATE', 'UK-EARLY')"));
        var outcome = (await lab.AdvanceThroughAsync(Milestone.CouponsMove)).Outcomes.Single();
        Assert.Contains(outcome.Checks, check => check.Code is "orders_after_stop" && check.Detail.StartsWith("1 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_order_whose_refusal_is_mended_later_is_listed_all_the_same()
    {
        using var lab = new RetirementLab(customers: 40);
        await lab.AdvanceThroughAsync(Milestone.LoyaltyMoves);
        lab.PlaceOrder("uk", "UK-LATE", lab.HourOf(Milestone.PurchasesStop).ToDateTimeOffset().AddDays(1));
        lab.Fold.Source("UPDATE orders SET grand_total = 'much' WHERE number = 'UK-LATE'");
        lab.Clock.MoveTo(lab.Clock.GetUtcNow().AddDays(2));
        await lab.Retirement().SyncAsync(TestContext.Current.CancellationToken);
        lab.Fold.Source("UPDATE orders SET grand_total = '1.00' WHERE number = 'UK-LATE'");

        await lab.AdvanceThroughAsync(Milestone.CouponsMove);

        Assert.Single(lab.Look().LateOrders);
    }

    [Fact]
    public async Task The_source_is_given_up_only_with_a_certificate_and_a_persons_word()
    {
        using var lab = new RetirementLab();
        lab.Say(Milestone.SourceErased, "confirm"); // long before anybody can know
        var state = await lab.AdvanceThroughAsync(Milestone.SourceErased);
        Assert.Equal("certificate_issued, confirmed", string.Join(", ", Assert.Single(state.Outcomes).Checks.Where(check => !check.Go).Select(check => check.Code)));

        lab.IssueCertificate();
        lab.Say(Milestone.SourceErased, "confirm");
        state = await lab.AdvanceToAsync(state.Now + Duration.FromHours(1));

        var outcome = Assert.Single(state.Outcomes);
        Assert.True(outcome.Passed);
        Assert.Null(outcome.OverriddenBy);
    }

    [Fact]
    public async Task A_certificate_of_an_older_run_is_none()
    {
        using var lab = new RetirementLab();
        await lab.AdvanceThroughAsync(Milestone.LastSync);
        lab.IssueCertificate();
        await lab.Fold.TransferAsync();
        lab.Say(Milestone.SourceErased, "confirm");

        var state = await lab.AdvanceThroughAsync(Milestone.SourceErased);

        Assert.Contains(Assert.Single(state.Held, held => held.Site is "uk").Checks, check => check is { Code: "certificate_issued", Go: false });
    }

    [Fact]
    public async Task Once_it_is_erased_nothing_reads_the_source()
    {
        using var lab = new RetirementLab();
        await lab.AdvanceThroughAsync(Milestone.LastSync);
        lab.IssueCertificate();
        lab.Say(Milestone.SourceErased, "confirm");
        await lab.AdvanceThroughAsync(Milestone.SourceErased);
        File.Delete(lab.Fold.Poco);

        await Assert.ThrowsAsync<GuardException>(() => lab.Fold.TransferAsync());
        await Assert.ThrowsAsync<GuardException>(() => lab.Fold.VerifyAsync());
        var (exit, output, error) = await CommandLine.RunAsync("status", lab.Fold.PlanFile);
        Assert.True(exit == 0, error);
        Assert.Contains("The source is erased", output, StringComparison.Ordinal);
        var state = await lab.AdvanceThroughAsync(Milestone.RedirectsUntil);
        Assert.True(state.IsComplete);
        Assert.Null(state.NextSyncAt);
    }

    [Fact]
    public async Task An_interrupted_catch_up_from_before_the_hour_is_followed_by_a_whole_one()
    {
        using var lab = new RetirementLab(customers: 40);
        await lab.AdvanceThroughAsync(Milestone.CouponsMove);
        lab.Clock.MoveTo((lab.HourOf(Milestone.Close) - Duration.FromHours(1)).ToDateTimeOffset());
        var died = new DiedException("in the sync");
        await Assert.ThrowsAsync<DiedException>(() => lab.Retirement(new AtPoint("run.finished", 1, () => throw died))
            .SyncAsync(TestContext.Current.CancellationToken).ContinueWith(task => Unfinish(lab, task)).Unwrap());
        lab.Fold.Source("UPDATE customers SET given_name = 'Mended' WHERE id = (SELECT min(customer_id) FROM customer_sites WHERE site = 'uk')");

        await lab.AdvanceThroughAsync(Milestone.Close);

        Assert.False(lab.Fold.Target("SELECT count(*) FROM customers WHERE first_name = 'Mended'") is "0");
        Assert.Contains(lab.Look().Passed, pass => pass.Milestone == Milestone.Close);
    }

    [Fact]
    public async Task An_older_journal_gets_the_tables_that_it_lacks()
    {
        using var lab = new RetirementLab();
        await lab.Fold.TransferAsync();
        foreach (var table in new[] { "milestone", "hold", "promise", "override", "late_order" }) lab.Fold.Target($"DROP TABLE storefold_{table}");
        Assert.Empty(lab.Look().Passed);

        await lab.AdvanceThroughAsync(Milestone.Notice);

        Assert.Equal(2, lab.Look().Passed.Count);
    }

    /// <summary>As if the process had died in the last transaction: all steps are done, the run is open.</summary>
    private static Task<TransferResult?> Unfinish(RetirementLab lab, Task<TransferResult?> task)
    {
        lab.Fold.Target("UPDATE storefold_run SET finished_at = NULL WHERE id = (SELECT max(id) FROM storefold_run)");
        return task;
    }
}
