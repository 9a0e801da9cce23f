using NodaTime;
using Storefold.Journaling;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Retiring;

/// <summary>What is left to do at one instant.</summary>
/// <param name="Due">Events whose hour has come and that may be tried, in order.</param>
/// <param name="Waiting">Events whose hour has come and that wait for an earlier milestone of one of their sites.</param>
/// <param name="NextAt">When the next event comes; null when none is left.</param>
/// <param name="MaySync">True from the first notice until the last catch-up.</param>
/// <param name="Now">The instant.</param>
internal sealed record Agenda(
    IReadOnlyList<MilestoneEvent> Due, IReadOnlyList<MilestoneEvent> Waiting, Instant? NextAt, bool MaySync, Instant Now)
{
    /// <summary>
    /// Sorts what is not passed yet. Nothing skips the timetable's order: a site does not close while its points are held back.
    /// Only what comes with the clock waits for nothing, and for a domain nothing waits: no data moves with it.
    /// </summary>
    public static Agenda Of(IReadOnlyList<MilestoneEvent> events, MilestoneBook book, Instant now)
    {
        var passed = book.Passes().Select(pass => (pass.Milestone, pass.Site)).ToHashSet();
        List<MilestoneEvent> open =
        [
            .. events.Select(one => one with { Sites = [.. one.Sites.Where(site => !passed.Contains((one.Milestone, site)))] })
                .Where(one => one.Sites.Count > 0),
        ];
        bool MustWait(MilestoneEvent one) => !Timetable.ComesWithTheClock(one.Milestone) && open.TakeWhile(other => other != one)
            .Any(other => other.Milestone != Milestone.DomainHandover && other.Sites.Intersect(one.Sites, StringComparer.Ordinal).Any());

        var come = open.ToLookup(one => one.At <= now);
        var announced = events.Any(one => one.Milestone == Milestone.Notice && one.At <= now);
        return new Agenda(
            [.. come[true].Where(one => !MustWait(one))], [.. come[true].Where(MustWait)],
            come[false].Select(one => (Instant?)one.At).Min(), announced && !book.HasPassed(Milestone.LastSync), now);
    }

    /// <summary>When the target is to catch up next: at the plan's pace after the last run.</summary>
    public Instant? NextSyncAt(ISqlSession session, LimitRules limits)
    {
        if (!MaySync) return null;
        return Journal.Exists(session) && new JournalReader(session).LastFinished()?.FinishedAt is { } last
            ? Instant.FromDateTimeOffset(last) + Duration.FromMinutes(limits.SyncEveryMinutes)
            : Now;
    }
}
