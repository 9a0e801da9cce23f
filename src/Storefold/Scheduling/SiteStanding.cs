using NodaTime;
using Storefold.Planning;

namespace Storefold.Scheduling;

/// <summary>Where a retiring site stands, as its visitors meet it.</summary>
public enum Phase
{
    /// <summary>Nothing is announced yet.</summary>
    Before,

    /// <summary>The notice is up; everything can still be bought.</summary>
    Announced,

    /// <summary>Nothing can be bought; everything else works on.</summary>
    PurchasesStopped,

    /// <summary>Old addresses redirect.</summary>
    Closed,

    /// <summary>Redirects have ended.</summary>
    Ended,
}

/// <summary>What has become of a milestone.</summary>
public enum MilestoneState
{
    /// <summary>Its hour has not come.</summary>
    Planned,

    /// <summary>Its hour has come, and it has not been passed: a check says no, or nobody has driven it.</summary>
    Late,

    /// <summary>Passed.</summary>
    Passed,
}

/// <summary>One milestone of one site.</summary>
/// <param name="Milestone">Which.</param>
/// <param name="At">The hour that the plan states now.</param>
/// <param name="State">What has become of it.</param>
/// <param name="PassedAt">When it was passed; null before.</param>
/// <param name="PromisedBefore">Other hours that the public was told earlier, oldest first; empty when no promise slipped.</param>
public sealed record MilestoneStanding(
    Milestone Milestone, Instant At, MilestoneState State, Instant? PassedAt, IReadOnlyList<Instant> PromisedBefore)
{
    /// <summary>Since when the public was told each hour of <see cref="PromisedBefore"/>, and last the one that holds, where it was told.</summary>
    public IReadOnlyList<Instant> ToldAt { get; init; } = [];

    /// <summary>True when the public was told an hour that no longer holds.</summary>
    public bool Slipped => State == MilestoneState.Late || (PromisedBefore.Count > 0 && State != MilestoneState.Passed);
}

/// <summary>
/// One retiring site at one instant: all that gate and notices need to know of the timetable. Made by <see cref="Standings"/>
/// from the plan, the journal's records and the clock.
/// </summary>
/// <param name="Site">The site.</param>
/// <param name="Now">The instant.</param>
/// <param name="Phase">Where it stands.</param>
/// <param name="Milestones">Its milestones in order; those that the plan does not have are missing.</param>
public sealed record SiteStanding(SiteModel Site, Instant Now, Phase Phase, IReadOnlyList<MilestoneStanding> Milestones)
{
    /// <summary>The milestone, or null where the plan has none.</summary>
    public MilestoneStanding? Find(Milestone milestone) => Milestones.FirstOrDefault(standing => standing.Milestone == milestone);

    /// <summary>Whether a milestone has been passed.</summary>
    public bool HasPassed(Milestone milestone) => Find(milestone)?.State == MilestoneState.Passed;
}
