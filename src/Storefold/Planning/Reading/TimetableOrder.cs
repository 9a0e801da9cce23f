using NodaTime;

namespace Storefold.Planning.Reading;

/// <summary>
/// Which milestone comes before which. A milestone in the wrong place breaks several rules at once; only the first is
/// reported, as mending it mends the others.
/// </summary>
internal static class TimetableOrder
{
    private const string AfterMoves = "the last catch-up takes what is left once everything has moved";

    private static readonly IReadOnlyList<Rule> Rules =
    [
        new(Milestone.Notice, Milestone.PurchasesStop, "customers are told before they can no longer buy"),
        new(Milestone.PurchasesStop, Milestone.LoyaltyMoves, "points move once purchases neither earn nor spend them"),
        new(Milestone.PurchasesStop, Milestone.CouponsMove, "coupons move once no purchase can redeem them"),
        new(Milestone.PurchasesStop, Milestone.Close, "a site stops selling before it closes"),
        new(Milestone.LoyaltyMoves, Milestone.LastSync, AfterMoves),
        new(Milestone.CouponsMove, Milestone.LastSync, AfterMoves),
        new(Milestone.Close, Milestone.LastSync, "the last catch-up takes what happened until the close"),
        new(Milestone.LastSync, Milestone.DomainHandover, "domains change hands when all data has arrived"),
        new(Milestone.LastSync, Milestone.ClaimsEnd, "an account can be claimed until the last one has arrived"),
        new(Milestone.LastSync, Milestone.SourceErased, "nothing can be fetched from a source that is erased"),
        new(Milestone.ClaimsEnd, Milestone.SourceErased, "while accounts are claimed, the source can still be asked"),
        new(Milestone.Close, Milestone.RedirectsUntil, "redirects begin with the close", Later: true),
        new(Milestone.DomainHandover, Milestone.RedirectsUntil, "old links go on working after that", Later: true),
    ];

    /// <summary>Reports what is out of order.</summary>
    /// <param name="found">The milestones, defaults included.</param>
    /// <param name="follows">Of a default, the milestone that it follows.</param>
    /// <param name="findings">Where findings go.</param>
    public static void Check(
        IReadOnlyDictionary<Milestone, MilestoneModel> found, IReadOnlyDictionary<Milestone, Milestone> follows,
        Findings findings)
    {
        HashSet<Milestone> accused = [];
        foreach (var rule in Rules)
        {
            if (accused.Contains(rule.First) || accused.Contains(rule.Second)) continue;
            // A move that follows another milestone is before the last catch-up when that one is.
            if (rule.Second is Milestone.LastSync && follows.ContainsKey(rule.First)) continue;
            if (!found.TryGetValue(rule.First, out var first)) continue;
            if (!found.TryGetValue(rule.Second, out var second)) continue;
            if (Sites(rule, first, second) is not { Count: > 0 } sites) continue;
            accused.Add(rule.First);
            accused.Add(rule.Second);
            Report(rule, first, second, sites, follows, findings);
        }
    }

    /// <summary>The sites at which the rule is broken.</summary>
    private static List<string> Sites(Rule rule, MilestoneModel first, MilestoneModel second)
    {
        List<string> sites = [];
        foreach (var (site, at) in second.At)
        {
            if (!first.At.ContainsKey(site)) continue;
            var earlier = Effective(first, second, site);
            if (rule.Later ? at <= earlier : at < earlier) sites.Add(site);
        }

        return sites;
    }

    /// <summary>What happens for all sites at once happens at the last site's hour: each site waits until then.</summary>
    private static Instant Effective(MilestoneModel first, MilestoneModel second, string site) =>
        Milestones.IsForAllSites(first.Milestone) && !Milestones.IsForAllSites(second.Milestone)
            ? first.At.Values.Max() : first.At[site];

    private static void Report(
        Rule rule, MilestoneModel first, MilestoneModel second, List<string> sites,
        IReadOnlyDictionary<Milestone, Milestone> follows, Findings findings)
    {
        var (one, other) = (Milestones.Word(rule.First), Milestones.Word(rule.Second));
        var where = first.At.Values.Distinct().Count() + second.At.Values.Distinct().Count() == 2 ? ""
            : $" at the {(sites.Count == 1 ? "site" : "sites")} {Words.List(sites, "and")}";
        var silent = follows.TryGetValue(rule.First, out var leader) ? $" (not written: {Milestones.Word(leader)})" : "";
        var order = $"{other} is {(rule.Later ? "not later than" : "before")} {one}{silent}{where}";
        var hours = $"{second.At[sites[0]]} against {Effective(first, second, sites[0])}";
        // A default stands in another milestone's line: the written one is what a person can find.
        var follower = follows.ContainsKey(rule.Second);
        var (line, elsewhere) = follower ? (first.Line, second.Line) : (second.Line, first.Line);
        var hint = follower
            ? $"write {other}: where it is not written it is {Milestones.Word(follows[rule.Second])}; {rule.Because}"
            : $"write {other} {(rule.Later ? "later than" : "not before")} {one}: {rule.Because}";
        findings.Error(PlanCodes.MilestoneOrder, line, $"timetable: {order}: {hours}; see line {elsewhere}", hint);
    }

    /// <param name="First">Comes first.</param>
    /// <param name="Second">Comes at the same time, or later.</param>
    /// <param name="Because">Why.</param>
    /// <param name="Later">Whether the same time is too early.</param>
    private sealed record Rule(Milestone First, Milestone Second, string Because, bool Later = false);
}
