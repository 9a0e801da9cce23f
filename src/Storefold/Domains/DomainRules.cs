using Storefold.Domains.Rules;

namespace Storefold.Domains;

/// <summary>All rules. They ask nobody: the same picture gives the same findings.</summary>
internal static class DomainRules
{
    private static readonly IReadOnlyList<Func<DomainCase, IEnumerable<DomainFinding>>> All =
    [
        UnansweredRules.Find, KeptSiteRules.Find, HostRules.Find, TtlRules.Find, NameServerRules.Find, CertificateRules.Find, IssuerRules.Find,
        HstsRules.Find, MailRules.Find, RegistrationRules.Find,
    ];

    /// <summary>Every finding, the worst first.</summary>
    public static IReadOnlyList<DomainFinding> Judge(DomainCase about) =>
    [
        .. All.SelectMany(rule => rule(about)).OrderByDescending(finding => finding.Severity)
            .ThenBy(finding => finding.Host, StringComparer.Ordinal).ThenBy(finding => finding.Code, StringComparer.Ordinal),
    ];
}
