using NodaTime;
using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Rehearsing;

/// <summary>What happens at one instant of a rehearsal.</summary>
internal enum BeatKind
{
    /// <summary>The shops trade.</summary>
    Tick,

    /// <summary>The last second before a milestone: visitors look.</summary>
    Eve,

    /// <summary>The milestone's second.</summary>
    Hour,

    /// <summary>The second after it: visitors look again.</summary>
    After,
}

/// <summary>One instant of a rehearsal.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">What happens.</param>
/// <param name="Due">Milestones of this second; for the seconds before and after it, those of that second.</param>
/// <param name="CatchesUp">True where the target catches up between milestones.</param>
internal sealed record Beat(Instant At, BeatKind Kind, IReadOnlyList<MilestoneEvent> Due, bool CatchesUp = false)
{
    private const int TicksBetween = 5;
    private static readonly Duration Second = Duration.FromSeconds(1);
    private static readonly Duration Lead = Duration.FromHours(12);

    /// <summary>Around the end of purchases more happens than in any week before.</summary>
    private static readonly Duration[] AroundTheStop =
        [Duration.FromHours(-1), Duration.FromMinutes(-10), Duration.FromMinutes(10), Duration.FromHours(1)];

    /// <summary>Whether a milestone is due in this second.</summary>
    public bool Has(Milestone milestone) => Due.Any(one => one.Milestone == milestone);

    /// <summary>When a rehearsal of these events begins.</summary>
    public static Instant Start(IReadOnlyList<MilestoneEvent> events) => events[0].At - Lead;

    /// <summary>All beats, in order; no two of one instant.</summary>
    public static IReadOnlyList<Beat> Of(IReadOnlyList<MilestoneEvent> events)
    {
        var beats = new SortedDictionary<Instant, Beat>();
        var hours = events.GroupBy(one => one.At).OrderBy(group => group.Key).ToList();
        // What the seconds of milestones need comes first: a tick never takes the place of one.
        foreach (var hour in hours) beats[hour.Key] = new Beat(hour.Key, BeatKind.Hour, [.. hour]);
        foreach (var hour in hours)
        {
            beats.TryAdd(hour.Key - Second, new Beat(hour.Key - Second, BeatKind.Eve, [.. hour]));
            beats.TryAdd(hour.Key + Second, new Beat(hour.Key + Second, BeatKind.After, [.. hour]));
        }

        var from = Start(events);
        foreach (var hour in hours)
        {
            for (var tick = 1; tick <= TicksBetween; tick++)
            {
                var at = WholeSecond(from + ((hour.Key - from) * tick / (TicksBetween + 1)));
                beats.TryAdd(at, new Beat(at, BeatKind.Tick, [], CatchesUp: tick == TicksBetween && CatchUpHelps(events, hour)));
            }

            if (hour.Any(one => one.Milestone == Milestone.PurchasesStop))
            {
                foreach (var offset in AroundTheStop) beats.TryAdd(hour.Key + offset, new Beat(hour.Key + offset, BeatKind.Tick, []));
            }

            from = hour.Key;
        }

        return [.. beats.Values];
    }

    /// <summary>
    /// The target catches up before purchases stop, which is the large copy, and before the milestone that comes next; a run on
    /// the real clock does so every hour.
    /// </summary>
    private static bool CatchUpHelps(IReadOnlyList<MilestoneEvent> events, IEnumerable<MilestoneEvent> next)
    {
        var due = next.Select(one => one.Milestone).ToList();
        if (due.Contains(Milestone.PurchasesStop)) return true;
        var stop = events.Last(one => one.Milestone == Milestone.PurchasesStop).At;
        return events.First(one => one.At > stop).Milestone == due[0] && !due.Contains(Milestone.LastSync);
    }

    private static Instant WholeSecond(Instant at) => Instant.FromUnixTimeSeconds(at.ToUnixTimeSeconds());
}
