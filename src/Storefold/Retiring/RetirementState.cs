using NodaTime;
using Storefold.Engine;
using Storefold.Journaling;
using Storefold.Scheduling;

namespace Storefold.Retiring;

/// <summary>What became of one event that was tried.</summary>
/// <param name="Event">The event.</param>
/// <param name="At">When it was settled.</param>
/// <param name="Passed">False when a check holds it back.</param>
/// <param name="Checks">The answers of all checks.</param>
/// <param name="OverriddenBy">Who let it pass although a check said no; null when none did, or it is held.</param>
/// <param name="Reason">Why, in that person's words.</param>
public sealed record MilestoneOutcome(
    MilestoneEvent Event, Instant At, bool Passed, IReadOnlyList<CheckResult> Checks, string? OverriddenBy, string? Reason);

/// <summary>Where a retirement stands after it was advanced, or looked at.</summary>
/// <param name="Now">The instant.</param>
/// <param name="Outcomes">What was tried in this advance, in order; empty when it was only looked at.</param>
/// <param name="Sites">The standing of each retiring site, in the order of the plan.</param>
/// <param name="Passed">Everything that was passed so far, with the checks' answers.</param>
/// <param name="Held">What checks hold back.</param>
/// <param name="Waiting">Events whose hour has come and that wait for what is held.</param>
/// <param name="NextAt">When the next milestone is due; null when none is left to come.</param>
/// <param name="NextSyncAt">When the target is to catch up next; null outside the time between notice and last catch-up.</param>
/// <param name="LateOrders">Orders placed after purchases had stopped.</param>
public sealed record RetirementState(
    Instant Now, IReadOnlyList<MilestoneOutcome> Outcomes, IReadOnlyList<SiteStanding> Sites, IReadOnlyList<MilestonePass> Passed,
    IReadOnlyList<MilestoneHold> Held, IReadOnlyList<MilestoneEvent> Waiting, Instant? NextAt, Instant? NextSyncAt,
    IReadOnlyList<LateOrder> LateOrders)
{
    /// <summary>True when every milestone of the plan was passed, on record, for every site.</summary>
    public bool IsComplete => Sites.All(site => site.Milestones.All(one => Passed.Any(pass =>
        pass.Milestone == one.Milestone && string.Equals(pass.Site, site.Site.Name, StringComparison.Ordinal))));
}

/// <summary>Is told what a retirement does, while it does it. Nothing depends on it.</summary>
public interface IRetirementObserver
{
    /// <summary>An event is tried from here on.</summary>
    void Begun(MilestoneEvent due)
    {
    }

    /// <summary>A part of it begins: <c>transfer</c>, <c>verification</c>, or the name of a step.</summary>
    void Doing(MilestoneEvent due, string what)
    {
    }

    /// <summary>A transfer goes on.</summary>
    void Moving(TransferProgress progress)
    {
    }

    /// <summary>An event has passed or is held back; it stands in the journal.</summary>
    void Settled(MilestoneOutcome outcome)
    {
    }
}

/// <summary>Nobody looks.</summary>
public sealed class NoRetirementObserver : IRetirementObserver
{
    /// <summary>The one instance.</summary>
    public static readonly NoRetirementObserver Instance = new();
}
