using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Retiring;

/// <summary>
/// A go/no-go check: it says whether a milestone may pass. It changes nothing, and is asked again each time that the
/// milestone is tried. A milestone passes when no check says no, or when a person has overridden those that do.
/// </summary>
public interface IMilestoneCheck
{
    /// <summary>Whether it has anything to say about a milestone.</summary>
    bool Concerns(Milestone milestone);

    /// <summary>Asks it, once the milestone's data has moved and its steps are done.</summary>
    /// <returns>One answer or several, each with its code; none is a go.</returns>
    Task<IReadOnlyList<CheckResult>> CheckAsync(MilestoneEvent due, CancellationToken cancel);
}
