using Storefold.Cli;
using Storefold.Cli.Running;
using Storefold.Planning;
using Storefold.Scheduling;
using Storefold.Tests.Retiring;
using Storefold.Tests.Support;

namespace Storefold.Tests.Cli;

/// <summary><c>storefold run</c>, <c>decide override</c> and <c>decide confirm</c> as a person meets them.</summary>
public sealed class Run_refuses_what_it_must_not_do
{
    [Fact]
    public async Task A_plan_without_a_timetable()
    {
        using var lab = new FoldLab(customers: 12, nasty: false);
        var (exit, _, error) = await CommandLine.AtAsync(RetirementLab.Start, "run", lab.PlanFile, "--once");
        Assert.True(exit == 2, error);
        Assert.Contains("has no timetable", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Milestones_that_are_over_before_the_first_run_unless_they_are_accepted()
    {
        using var lab = new RetirementLab();
        var late = lab.HourOf(Milestone.CouponsMove).ToDateTimeOffset().AddHours(1);
        var before = lab.Fold.TargetDump();

        var (exit, _, error) = await CommandLine.AtAsync(late, "run", lab.Fold.PlanFile, "--once");
        Assert.True(exit == 2, error);
        foreach (var word in new[] { "notice (uk)", "notice (global)", "purchases_stop (global, uk)", "loyalty_moves", "coupons_move", "--past" })
            Assert.Contains(word, error, StringComparison.Ordinal);
        Assert.DoesNotContain("close", error, StringComparison.Ordinal);
        Dump.AssertSame(before, lab.Fold.TargetDump(), "target");

        (exit, var output, error) = await CommandLine.AtAsync(late, "run", lab.Fold.PlanFile, "--once", "--past");
        Assert.True(exit == 0, error);
        Assert.Contains("coupons_move  global, uk  passed", output, StringComparison.Ordinal);
        Assert.Contains("next: 2024-12-31T18:00:00Z  close (global, uk)", output, StringComparison.Ordinal);

        // From then on it is no first run: what falls due while nobody drives is simply done.
        (exit, output, error) = await CommandLine.AtAsync(late.AddDays(30), "run", lab.Fold.PlanFile, "--once");
        Assert.True(exit == 0, error);
        Assert.Contains("close  global, uk  passed", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_run_of_the_same_plan()
    {
        using var lab = new RetirementLab();
        using (var first = RunLock.TryTake(RunLock.FileOf(lab.Plan)))
        {
            Assert.NotNull(first);
            var (exit, _, error) = await CommandLine.AtAsync(RetirementLab.Start, "run", lab.Fold.PlanFile, "--once");
            Assert.True(exit == 2, error);
            Assert.Contains("another storefold run", error, StringComparison.Ordinal);
        }

        Assert.Equal(0, (await CommandLine.AtAsync(RetirementLab.Start, "run", lab.Fold.PlanFile, "--once")).Exit);
        Assert.False(File.Exists(RunLock.FileOf(lab.Plan)));
    }

    [Fact]
    public async Task A_clock_that_jumped_back()
    {
        using var lab = new RetirementLab();
        Assert.Equal(0, (await CommandLine.AtAsync(RetirementLab.Start, "run", lab.Fold.PlanFile, "--once")).Exit);

        var (exit, _, error) = await CommandLine.AtAsync(RetirementLab.Start.AddDays(-1), "run", lab.Fold.PlanFile, "--once");

        Assert.True(exit == 1, error);
        Assert.Contains("jumped back", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_held_back_until_a_person_overrides_it_on_record()
    {
        using var lab = new RetirementLab(customers: 40, nasty: true);
        lab.Fold.EditPlan("limits: { batch_size: 1000 }", "limits: { batch_size: 1000, quarantined_percent: 0.01 }");
        var stop = lab.HourOf(Milestone.PurchasesStop).ToDateTimeOffset();
        await CommandLine.AtAsync(RetirementLab.Start, "run", lab.Fold.PlanFile, "--once");

        var (exit, output, _) = await CommandLine.AtAsync(stop, "run", lab.Fold.PlanFile, "--once");
        Assert.Equal(1, exit);
        Assert.Contains("purchases_stop  global, uk  HELD", output, StringComparison.Ordinal);
        Assert.Contains("NO  quarantine_within_limit", output, StringComparison.Ordinal);
        Assert.Contains("waiting for what is held: loyalty_moves", output, StringComparison.Ordinal);

        (_, output, _) = await CommandLine.AtAsync(stop, "status", lab.Fold.PlanFile);
        Assert.Contains("HELD: purchases_stop (uk) since 2024-10-21 00:00 Europe/London", output, StringComparison.Ordinal);
        (exit, _, var error) = await CommandLine.AtAsync(stop, "decide", lab.Fold.PlanFile, "override", "purchases_stop");
        Assert.True(exit == 2 && error.Contains("--reason", StringComparison.Ordinal), error);
        (exit, _, error) = await CommandLine.AtAsync(stop, "decide", lab.Fold.PlanFile, "override", "purchases_stop", "--check", "weather", "--reason", "x");
        Assert.True(exit == 2 && error.Contains("quarantine_within_limit", StringComparison.Ordinal), error);
        (exit, _, error) = await CommandLine.AtAsync(stop, "decide", lab.Fold.PlanFile, "override", "close", "--reason", "x");
        Assert.True(exit == 1 && error.Contains("nothing to override", StringComparison.Ordinal), error);
        (exit, _, error) = await CommandLine.AtAsync(stop, "decide", lab.Fold.PlanFile, "override", "clsoe", "--reason", "x");
        Assert.True(exit == 2 && error.Contains("close", StringComparison.Ordinal), error);
        (exit, _, error) = await CommandLine.AtAsync(
            stop, "decide", lab.Fold.PlanFile, "override", "purchases_stop", "--check", "quarantine_within_limit", "--by", "Ada", "--reason", "all looked at");
        Assert.True(exit == 0, error);

        (exit, output, _) = await CommandLine.AtAsync(stop.AddMinutes(1), "run", lab.Fold.PlanFile, "--once");
        Assert.Contains("purchases_stop  global, uk  passed, overridden by Ada", output, StringComparison.Ordinal);
        Assert.Contains("reason: all looked at", output, StringComparison.Ordinal);
        Assert.Equal(1, exit); // the next one says the same about its own transfer
        (_, output, _) = await CommandLine.AtAsync(stop.AddMinutes(1), "status", lab.Fold.PlanFile, "--json");
        Assert.Contains("\"overridden_by\": \"Ada\"", output, StringComparison.Ordinal);
        Assert.Contains("\"state\": \"held\"", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task To_give_up_the_source_before_the_last_catch_up()
    {
        using var lab = new RetirementLab();
        await lab.AdvanceThroughAsync(Milestone.CouponsMove);
        string[] confirm = ["decide", lab.Fold.PlanFile, "confirm", "source_erased", "--by", "Ada", "--reason", "erased by the host"];

        var (exit, _, error) = await CommandLine.AtAsync(lab.Clock.GetUtcNow(), confirm);
        Assert.True(exit == 1 && error.Contains("last catch-up", StringComparison.Ordinal), error);

        await lab.AdvanceThroughAsync(Milestone.LastSync);
        (exit, _, error) = await CommandLine.AtAsync(lab.Clock.GetUtcNow(), "certificate", lab.Fold.PlanFile);
        Assert.True(exit == 0, error);
        (exit, _, error) = await CommandLine.AtAsync(lab.Clock.GetUtcNow(), confirm);
        Assert.True(exit == 0, error);
        var state = await lab.AdvanceThroughAsync(Milestone.SourceErased);
        Assert.True(Assert.Single(state.Outcomes).Passed);
    }

    [Fact]
    public async Task To_confirm_a_milestone_that_asks_for_no_confirmation()
    {
        using var lab = new RetirementLab();
        await CommandLine.AtAsync(RetirementLab.Start, "run", lab.Fold.PlanFile, "--once");
        var before = Dump.Of(lab.Fold.Mi);

        var (exit, _, error) = await CommandLine.AtAsync(RetirementLab.Start, "decide", lab.Fold.PlanFile, "confirm", "close", "--by", "Ada", "--reason", "x");

        Assert.True(exit == 2 && error.Contains("close needs no confirmation", StringComparison.Ordinal), $"exit {exit}: {error}");
        Assert.Contains("source_erased", error, StringComparison.Ordinal);
        Dump.AssertSame(before, Dump.Of(lab.Fold.Mi), "target");
    }

    [Fact]
    public async Task Status_shows_the_timetable_before_anything_has_happened()
    {
        using var lab = new RetirementLab();
        var (_, output, _) = await CommandLine.AtAsync(RetirementLab.Start, "status", lab.Fold.PlanFile);
        Assert.Contains("Timetable", output, StringComparison.Ordinal);
        Assert.Matches(@"notice +uk +2024-09-23 10:00 Europe/London +planned", output);
        Assert.Matches(@"notice +global +2024-09-23 10:00 UTC +planned", output);
    }
}
