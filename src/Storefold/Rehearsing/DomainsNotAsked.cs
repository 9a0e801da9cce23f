using Storefold.Planning;
using Storefold.Retiring;
using Storefold.Scheduling;

namespace Storefold.Rehearsing;

/// <summary>Domains belong to the world outside, which a rehearsal leaves alone.</summary>
internal sealed class DomainsNotAsked : IMilestoneCheck
{
    public bool Concerns(Milestone milestone) => milestone is Milestone.DomainHandover;

    public Task<IReadOnlyList<CheckResult>> CheckAsync(MilestoneEvent due, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<CheckResult>>(
            [new CheckResult("domains", true, "Not asked in a rehearsal; storefold check domains PLAN asks.")]);
}
