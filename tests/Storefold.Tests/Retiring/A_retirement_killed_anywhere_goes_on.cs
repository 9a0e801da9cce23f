using NodaTime;
using Storefold.Planning;
using Storefold.Tests.Support;

namespace Storefold.Tests.Retiring;

/// <summary>
/// Whatever pause point a retirement dies at, at whatever milestone: the same command leaves both shops, the milestones, the
/// promises, the points and the quarantine as if nothing had happened.
/// </summary>
public sealed class A_retirement_killed_anywhere_goes_on(ITestOutputHelper output)
{
    private static readonly string[] Kept =
        ["storefold_promise:", "storefold_points:", "storefold_ledger:", "storefold_late_order:", "storefold_quarantine:", "storefold_alias:"];

    /// <summary>Every kind of point at every milestone; of those within batches, which a transfer's own sweep dies at, a few.</summary>
    [Fact]
    public Task At_every_kind_of_pause_point_of_every_milestone() => Sweep((points, point) =>
    {
        var name = points[point - 1];
        return !name.StartsWith("batch.", StringComparison.Ordinal) || (point + points.Count) % 20 == 0;
    });

    [Fact]
    [Trait("Category", "Long")]
    public Task At_every_pause_point_of_every_milestone() => Sweep((_, _) => true);

    private async Task Sweep(Func<List<string>, int, bool> isWanted)
    {
        using var lab = new RetirementLab();
        using var whole = lab.Copy();
        var number = 0;
        foreach (var hour in lab.Hours())
        {
            MeanwhileIn(whole, hour, ++number);
            using var start = whole.Copy();
            var pauses = new Pauses();
            var state = await whole.AdvanceToAsync(hour, pauses);
            Assert.All(state.Outcomes, one => Assert.True(one.Passed, $"{one.Event}: {string.Join('\n', one.Checks.Where(check => !check.Go))}"));
            var (target, source, record) = (whole.Fold.ShopDump(), whole.Fold.SourceDump(), Record(whole));
            var killed = 0;
            for (var point = 1; point <= pauses.Points.Count; point++)
            {
                if (!isWanted(pauses.Points, point)) continue;
                lab.Fold.ResetTo(start.Fold);
                await Assert.ThrowsAsync<DiedException>(() => lab.AdvanceToAsync(hour, new Pauses(point)));
                await lab.AdvanceToAsync(hour);
                var what = $"killed at {point} ({pauses.Points[point - 1]}) of {hour}";
                Dump.AssertSame(target, lab.Fold.ShopDump(), what + ", target");
                Dump.AssertSame(source, lab.Fold.SourceDump(), what + ", source");
                Dump.AssertSame(record, Record(lab), what + ", record");
                killed++;
            }

            output.WriteLine($"{string.Join("; ", state.Outcomes.Select(one => one.Event))}: killed at {killed} of {pauses.Points.Count} points");
        }

        Assert.True(whole.Look().IsComplete);
    }

    /// <summary>Life goes on between the milestones, so that there is something to catch up with.</summary>
    private static void MeanwhileIn(RetirementLab lab, Instant hour, int number)
    {
        var passed = lab.Look().Passed.Select(pass => pass.Milestone).ToHashSet();
        if (passed.Contains(Milestone.LastSync))
        {
            lab.IssueCertificate();
            lab.Say(Milestone.SourceErased, "confirm");
            return;
        }

        lab.PlaceOrder("uk", $"UK-LATE-{number}", hour.ToDateTimeOffset().AddHours(-1));
        lab.Fold.Source($"UPDATE orders SET contact_phone = '+44 {number}' WHERE id = (SELECT min(id) FROM orders WHERE site = 'uk')");
    }

    private static List<string> Record(RetirementLab lab) =>
    [
        .. lab.Fold.TargetDump().Where(line => Kept.Any(table => line.StartsWith(table, StringComparison.Ordinal))),
        .. lab.Look().Passed.Select(pass => $"{pass.Milestone} {pass.Site} {pass.Planned} {pass.At} {pass.OverriddenBy} {pass.Reason}"),
        .. lab.Look().Held.Select(hold => $"{hold.Milestone} {hold.Site} held"),
    ];
}
