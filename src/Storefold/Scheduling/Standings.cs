using NodaTime;
using Storefold.Planning;

namespace Storefold.Scheduling;

/// <summary>A milestone of a site that was passed, as the journal keeps it.</summary>
/// <param name="Milestone">Which.</param>
/// <param name="Site">Name of the site.</param>
/// <param name="At">When it was passed.</param>
/// <param name="OverriddenBy">Who let it pass although a check said no; null when all checks held.</param>
/// <param name="Reason">Why, in that person's words; null when all checks held.</param>
public sealed record PassedMilestone(Milestone Milestone, string Site, Instant At, string? OverriddenBy, string? Reason);

/// <summary>An hour that the public was told.</summary>
/// <param name="Milestone">Of which milestone.</param>
/// <param name="Site">Of which site.</param>
/// <param name="Promised">The hour.</param>
/// <param name="ToldAt">Since when.</param>
public sealed record Promise(Milestone Milestone, string Site, Instant Promised, Instant ToldAt);

/// <summary>
/// Says where sites stand. Notice, end of purchases and end of redirects come with the clock: a shopper must not be able to
/// buy because a process was late. Everything else counts only once the journal says that it was done.
/// </summary>
public static class Standings
{
    /// <summary>The standing of one retiring site.</summary>
    public static SiteStanding Of(
        TimetableModel timetable, SiteModel site, IReadOnlyList<PassedMilestone> passed, IReadOnlyList<Promise> promises, Instant now)
    {
        List<MilestoneStanding> standings = [];
        foreach (var model in timetable.Milestones)
        {
            if (!model.At.ContainsKey(site.Name)) continue;
            standings.Add(Of(model.Milestone, Timetable.HourOf(model, site.Name), site.Name, passed, promises, now));
        }

        return new SiteStanding(site, now, PhaseOf(standings), standings);
    }

    /// <summary>What the journal would hold if every milestone up to an instant had been passed on time.</summary>
    public static IReadOnlyList<PassedMilestone> AsPlanned(TimetableModel timetable, Instant now) =>
    [
        .. Timetable.EventsOf(timetable).Where(one => one.At <= now)
            .SelectMany(one => one.Sites.Select(site => new PassedMilestone(one.Milestone, site, one.At, null, null))),
    ];

    private static MilestoneStanding Of(
        Milestone milestone, Instant at, string site, IReadOnlyList<PassedMilestone> passed, IReadOnlyList<Promise> promises, Instant now)
    {
        var record = passed.FirstOrDefault(one => one.Milestone == milestone && string.Equals(one.Site, site, StringComparison.Ordinal));
        Instant? passedAt = record?.At ?? (Timetable.ComesWithTheClock(milestone) && now >= at ? at : null);
        var state = passedAt is not null ? MilestoneState.Passed : now >= at ? MilestoneState.Late : MilestoneState.Planned;
        var told = promises.Where(one => one.Milestone == milestone && string.Equals(one.Site, site, StringComparison.Ordinal))
            .OrderBy(one => one.ToldAt).ToList();
        var earlier = told.Where(one => one.Promised != at).DistinctBy(one => one.Promised).ToList();
        var present = told.Where(one => one.Promised == at).TakeLast(1);
        return new MilestoneStanding(milestone, at, state, passedAt, [.. earlier.Select(one => one.Promised)])
        {
            ToldAt = [.. earlier.Concat(present).Select(one => one.ToldAt)],
        };
    }

    private static Phase PhaseOf(List<MilestoneStanding> standings)
    {
        bool Passed(Milestone milestone) => standings.Exists(one => one.Milestone == milestone && one.State == MilestoneState.Passed);
        if (Passed(Milestone.Close)) return Passed(Milestone.RedirectsUntil) ? Phase.Ended : Phase.Closed;
        if (Passed(Milestone.PurchasesStop)) return Phase.PurchasesStopped;
        return Passed(Milestone.Notice) ? Phase.Announced : Phase.Before;
    }
}
