using Storefold.Planning;
using Storefold.Tests.Retiring;
using Storefold.Tests.Support;

namespace Storefold.Tests.Running;

/// <summary>The real thing: a process of its own on the real clock, killed by the system at every milestone and typed again.</summary>
public sealed class A_run_killed_with_SIGKILL_goes_on(ITestOutputHelper output)
{
    private const int Killed = 128 + 9;

    /// <summary>Everything is over for long, so that <c>--past --once</c> does all of it at once.</summary>
    private const string Past =
        """
        timetable:
          notice: 2024-09-23 10:00
          purchases_stop: 2024-10-21 00:00
          coupons_move: 2024-11-12 00:00
          close: 2024-12-31 18:00
          last_sync: 2025-01-14 03:00 UTC
          domain_handover: 2025-02-03 10:00 UTC
          claims_end: 2025-03-31 23:59
          redirects_until: 2025-06-30 23:59

        """;

    [Fact]
    public async Task At_every_milestone()
    {
        using var start = new RetirementLab(timetable: Past);
        using var whole = start.Copy();
        var pauses = new Pauses();
        Assert.True((await whole.AdvanceToAsync(start.HourOf(Milestone.RedirectsUntil), pauses)).IsComplete);
        List<int> begun = [.. pauses.Points.Index().Where(point => point.Item is "milestone.begun").Select(point => point.Index + 1)];
        using var lab = start.Copy();
        foreach (var (number, point) in begun.Index())
        {
            // One milestone is begun and killed, the next one in its middle, the one after that before its pass is durable.
            lab.Fold.ResetTo(start.Fold);
            var at = point + (number % 3) switch { 0 => 0, 1 => 2, _ => pauses.Points.Skip(point).TakeWhile(name => name is not "milestone.noted").Count() + 1 };
            var what = $"killed at {at} ({pauses.Points[at - 1]})";
            output.WriteLine(what);
            var (exit, _, error) = await CliProcess.RunAsync(at, "run", lab.Fold.PlanFile, "--past", "--once");
            Assert.True(exit == Killed, $"{what}, exit {exit}: {error}");

            (exit, var said, error) = await CliProcess.RunAsync(null, "run", lab.Fold.PlanFile, "--past", "--once");

            Assert.True(exit == 0, $"{what}, exit {exit}: {said}{error}");
            Dump.AssertSame(whole.Fold.ShopDump(), lab.Fold.ShopDump(), what + ", target");
            Dump.AssertSame(Dump.Of(whole.Fold.Poco, anyTime: true), Dump.Of(lab.Fold.Poco, anyTime: true), what + ", source");
            Assert.Equal(whole.Look().Passed.Count, lab.Look().Passed.Count);
        }

        await lab.Fold.AssertVerifiesAsync();
    }
}
