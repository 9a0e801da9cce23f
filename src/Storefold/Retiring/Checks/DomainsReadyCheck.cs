using Storefold.Domains;
using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Retiring.Checks;

/// <summary>Nothing in DNS, certificates, mail and registries stands in the way of handing the domains over.</summary>
/// <param name="plan">The plan.</param>
/// <param name="probes">Who is asked.</param>
/// <param name="time">The clock.</param>
public sealed class DomainsReadyCheck(PlanModel plan, IDomainProbes probes, TimeProvider time) : IMilestoneCheck
{
    /// <inheritdoc/>
    public bool Concerns(Milestone milestone) => milestone is Milestone.DomainHandover;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<CheckResult>> CheckAsync(MilestoneEvent due, CancellationToken cancel)
    {
        if (plan.Domains.Count == 0) return [new CheckResult("domains", true, "The plan names no domain.")];
        // The handover is what is being asked about: the new name servers cannot be there yet.
        var report = await DomainsCheck.RunAsync(plan, probes, new DomainOptions(HandedOver: false), time.GetUtcNow(), cancel);
        return DomainsCheck.GoNoGo(report.Findings);
    }
}
