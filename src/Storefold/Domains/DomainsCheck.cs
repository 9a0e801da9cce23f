using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Domains;

/// <summary>What a check of the domains found.</summary>
/// <param name="Domains">Domains that were looked at.</param>
/// <param name="Hosts">Hosts that were looked at, those of kept sites included.</param>
/// <param name="Findings">The findings, worst first.</param>
public sealed record DomainReport(IReadOnlyList<string> Domains, IReadOnlyList<string> Hosts, IReadOnlyList<DomainFinding> Findings);

/// <summary>Asks the world about the plan's domains and judges the answers.</summary>
public static class DomainsCheck
{
    /// <summary>Asks everything, then judges.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="probes">Who is asked.</param>
    /// <param name="options">What the plan does not say.</param>
    /// <param name="now">The moment that dates are judged at.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task<DomainReport> RunAsync(
        PlanModel plan, IDomainProbes probes, DomainOptions options, DateTimeOffset now, CancellationToken cancel)
    {
        var picture = await DomainSurvey.LookAsync(plan, probes, cancel);
        return new DomainReport(
            [.. picture.Domains.Select(domain => domain.Name)], [.. picture.Hosts.Select(host => host.Name), .. picture.KeptHosts.Select(host => host.Name)],
            DomainRules.Judge(new DomainCase(plan, picture, options, now)));
    }

    /// <summary>The findings as go/no-go for <c>domain_handover</c>: every error and everything unknown is a no.</summary>
    public static IReadOnlyList<CheckResult> GoNoGo(IReadOnlyList<DomainFinding> findings)
    {
        var against = findings.Where(finding => finding.Severity != DomainSeverity.Warning).ToList();
        if (against.Count > 0)
            return [.. against.Select(finding => new CheckResult("domain_" + finding.Code, false, $"{finding.Host}: {finding.Message}", finding.Hint))];
        var warnings = findings.Count switch { 0 => "nothing was found", 1 => "one warning", var count => $"{count} warnings" };
        return [new CheckResult("domains", true, $"The domains can be handed over: {warnings}.")];
    }
}

/// <summary>What a check of domains needs to know beside the plan.</summary>
/// <param name="FutureIssuer">
/// CAA name of the authority that issues certificates after the handover, such as <c>letsencrypt.org</c>; null when unknown.
/// </param>
/// <param name="HandedOver">
/// Whether the domains have changed hands already, as the journal says; null to go by the plan's hour. The go/no-go of the
/// handover itself says false.
/// </param>
public sealed record DomainOptions(string? FutureIssuer = null, bool? HandedOver = null);
