using System.Globalization;
using System.Text;
using Storefold.Planning;
using static Storefold.Planning.Milestone;

namespace Storefold.Tests.Planning;

/// <summary>
/// Random timetables against the rules as docs/plan.md states them, every one at every site: the reader reports one
/// finding for one mistake, and must not lose a mistake over it.
/// </summary>
public sealed class Milestones_come_in_their_order
{
    private const int NewYork = 5; // hours behind London in January, when neither clock changes

    private static readonly (Milestone First, Milestone Second)[] Order =
    [
        (Notice, PurchasesStop), (PurchasesStop, LoyaltyMoves), (PurchasesStop, CouponsMove), (PurchasesStop, Close),
        (LoyaltyMoves, LastSync), (CouponsMove, LastSync), (Close, LastSync), (LastSync, DomainHandover),
        (LastSync, ClaimsEnd), (LastSync, SourceErased), (ClaimsEnd, SourceErased),
    ];

    [Fact]
    public void A_timetable_is_refused_exactly_when_two_milestones_are_out_of_order()
    {
        var accepted = 0;
        for (var seed = 0; seed < 1500; seed++)
        {
            var random = new Random(seed);
            var points = random.Next(2) == 0;
            var (text, hours) = Draw(random, points);
            var wrong = Mistakes(hours);
            var result = Read(text, points);
            var found = result.Diagnostics.Where(finding => finding.Severity == Severity.Error).ToList();
            var told = $"seed {seed}: {string.Join(", ", wrong)}\n{text}{string.Join('\n', found)}";
            Assert.True(wrong.Count > 0 == found.Count > 0, told);
            Assert.True(found.TrueForAll(finding => finding.Code is PlanCodes.MilestoneOrder), told);
            Assert.True(found.Count <= wrong.Count, told);
            if (wrong.Count == 0) accepted++;
        }

        Assert.InRange(accepted, 100, 1400);
    }

    /// <summary>A timetable, and the hours since new year of each milestone at London and New York.</summary>
    private static (string Text, Dictionary<Milestone, int[]> Hours) Draw(Random random, bool points)
    {
        StringBuilder text = new("timetable:\n");
        Dictionary<Milestone, int[]> hours = [];
        foreach (var milestone in Milestones.All)
        {
            var mayMiss = milestone is not (Notice or PurchasesStop or Close);
            if (mayMiss && random.Next(2) == 0) continue;
            // About in order, with slips of a day or so: a draw without any order would hardly ever be right.
            var hour = Math.Max(0, ((int)milestone * 12) + random.Next(-8, 16));
            var local = random.Next(3) == 0;
            hours[milestone] = [hour, local ? hour + NewYork : hour];
            var when = new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(hour);
            text.Append(CultureInfo.InvariantCulture,
                $"  {Milestones.Word(milestone)}: {when:yyyy-MM-dd HH:mm}{(local ? "" : " UTC")}\n");
        }

        if (points) hours.TryAdd(LoyaltyMoves, hours[PurchasesStop]);
        else hours.Remove(LoyaltyMoves);
        hours.TryAdd(CouponsMove, hours[points ? LoyaltyMoves : PurchasesStop]);
        hours.TryAdd(LastSync, hours[Close]);
        return (text.ToString(), hours);
    }

    private static List<string> Mistakes(Dictionary<Milestone, int[]> hours)
    {
        List<string> wrong = [];
        foreach (var (first, second) in Order)
        {
            if (!hours.TryGetValue(first, out var one) || !hours.TryGetValue(second, out var other)) continue;
            if (other[0] < one[0] || other[1] < one[1]) wrong.Add($"{second} before {first}");
        }

        if (!hours.TryGetValue(RedirectsUntil, out var end)) return wrong;
        var close = hours[Close];
        if (end[0] <= close[0] || end[1] <= close[1]) wrong.Add("no redirects");
        // The handover happens once, at the last site's hour.
        if (hours.TryGetValue(DomainHandover, out var handover) && end.Min() <= handover.Max()) wrong.Add("redirects end early");
        return wrong;
    }

    private static PlanResult Read(string timetable, bool points)
    {
        const string Site = """
              us: { address: www.po.co/us, retires: true, time_zone: America/New_York, locales: [en], select: { source: poco, channels: [us] },
                target: { fallback: https://www.mi.com/us } }
            allowed_hosts:
            """;
        var text = Plans.Minimal
            .Replace("select: { source: poco }", "select: { source: poco, channels: [uk] }", StringComparison.Ordinal)
            .Replace("allowed_hosts:", Site, StringComparison.Ordinal)
            .Replace(", freeze_at: \"2024-10-21 00:00 Europe/London\"", "", StringComparison.Ordinal);
        if (!points) text = text.Split("loyalty:")[0] + "accounts: { as_of: 2024-10-21 00:00 UTC }\n";
        return Plans.Read(text + timetable);
    }
}
