using NodaTime;
using Storefold.Planning;

namespace Storefold.Scheduling;

/// <summary>A milestone at the instant at which it comes, for the sites that it comes for.</summary>
/// <param name="Milestone">Which.</param>
/// <param name="At">When it is due.</param>
/// <param name="Sites">Names of the retiring sites, in ordinal order; at least one.</param>
public sealed record MilestoneEvent(Milestone Milestone, Instant At, IReadOnlyList<string> Sites)
{
    /// <summary>The milestone's word and its sites, for people: <c>close (global, uk)</c>.</summary>
    public override string ToString() => $"{Milestones.Word(Milestone)} ({string.Join(", ", Sites)})";
}

/// <summary>
/// What happens when. A milestone that one action fulfils for all sites happens once, when the last site's hour has come;
/// the others happen site by site, sites of one instant together.
/// </summary>
public static class Timetable
{
    /// <summary>All events, by instant and then in the order of the milestones.</summary>
    public static IReadOnlyList<MilestoneEvent> EventsOf(TimetableModel timetable) =>
    [
        .. timetable.Milestones
            .SelectMany(model => model.At.Keys.GroupBy(site => HourOf(model, site))
                .Select(group => new MilestoneEvent(model.Milestone, group.Key, [.. group.Order(StringComparer.Ordinal)])))
            .OrderBy(one => one.At).ThenBy(one => one.Milestone),
    ];

    /// <summary>When a milestone comes for a site: at its own hour, or at the last site's where it comes for all at once.</summary>
    public static Instant HourOf(MilestoneModel model, string site) =>
        Milestones.IsForAllSites(model.Milestone) ? model.At.Values.Max() : model.At[site];

    /// <summary>
    /// The milestones that hold by the clock alone: a shopper must not be able to buy because a process was late. They may
    /// be held back in the journal, but nothing holds them back for visitors.
    /// </summary>
    public static bool ComesWithTheClock(Milestone milestone) =>
        milestone is Milestone.Notice or Milestone.PurchasesStop or Milestone.RedirectsUntil;
}
