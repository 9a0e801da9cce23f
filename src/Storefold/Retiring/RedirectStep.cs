using Storefold.Deciding;
using Storefold.Planning;
using Storefold.Redirects;
using Storefold.Scheduling;

namespace Storefold.Retiring;

/// <summary>Builds the redirects before the sites close, and once more after the last catch-up, when the last orders are there.</summary>
public sealed class RedirectStep(RetirementSetup setup) : IMilestoneStep
{
    /// <inheritdoc/>
    public string Name => "redirects";

    /// <inheritdoc/>
    public bool Concerns(Milestone milestone) => milestone is Milestone.Close or Milestone.LastSync;

    /// <inheritdoc/>
    public Task RunAsync(MilestoneEvent due, CancellationToken cancel)
    {
        RedirectBook.Rebuild(
            setup.Plan, GateSetup.SourcesOf(setup.Sources), GateSetup.TargetOf(setup.Target), setup.Connections, setup.Time.GetUtcNow());
        return Task.CompletedTask;
    }
}
