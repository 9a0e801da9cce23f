namespace Storefold.Domains.Rules;

/// <summary>A redirect from an https address needs a certificate for the old host, as long as redirects last.</summary>
internal static class CertificateRules
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    public static IEnumerable<DomainFinding> Find(DomainCase about) =>
        about.Picture.Hosts.Select(host => Problem(host, about.Now) ?? EndsSoon(host, about.Now)).OfType<DomainFinding>().Concat(EndsBeforeRedirects(about));

    /// <summary>Why browsers refuse a host, or null when they do not or nobody knows.</summary>
    public static DomainFinding? Problem(HostView host, DateTimeOffset now)
    {
        if (host.Web?.Certificate.Answer is not { } certificate) return null;
        if (certificate.Refusal is { } refusal)
        {
            return DomainFinding.Error(
                "certificate_missing", host.Name, $"It has no certificate: {refusal}.",
                "let it answer https with a certificate of its own: without one, old links end in a browser's warning instead of a redirect");
        }

        if (certificate.NotAfter <= now)
        {
            return DomainFinding.Error(
                "certificate_expired", host.Name, $"Its certificate ended on {DomainCase.Day(certificate.NotAfter)}.",
                "renew it, and find out why that did not happen by itself");
        }

        if (certificate.NotBefore > now)
        {
            return DomainFinding.Error(
                "certificate_not_yet_valid", host.Name, $"Its certificate begins on {DomainCase.Day(certificate.NotBefore)}.",
                "install one that is valid now; check the clocks");
        }

        if (!certificate.Names.Any(name => DomainNames.Covers(name, host.Name)))
        {
            return DomainFinding.Error(
                "certificate_wrong_name", host.Name, $"Its certificate is for {Names(certificate.Names)}.", $"have one issued that covers {host.Name}");
        }

        return certificate.ChainProblems.Count == 0
            ? null
            : DomainFinding.Error(
                "certificate_untrusted", host.Name, $"Browsers do not trust its certificate: {string.Join("; ", certificate.ChainProblems)}.",
                "use a public authority, and send the intermediate certificates with it");
    }

    private static DomainFinding? EndsSoon(HostView host, DateTimeOffset now) =>
        Good(host, now) is { } certificate && certificate.NotAfter - now < Soon
            ? DomainFinding.Warning(
                "certificate_ends_soon", host.Name, $"Its certificate ends on {DomainCase.Day(certificate.NotAfter)}.",
                "renew it now, and see that it renews by itself")
            : null;

    // Certificates live for weeks and redirects for years: one finding for a domain, so that renewal is handed over too.
    private static IEnumerable<DomainFinding> EndsBeforeRedirects(DomainCase about)
    {
        if (about.RedirectsUntil is not { } until) yield break;
        var ending = about.Picture.Hosts.Select(host => (Host: host, Certificate: Good(host, about.Now)))
            .Where(pair => pair.Certificate is { } certificate && certificate.NotAfter < until && certificate.NotAfter - about.Now >= Soon)
            .GroupBy(pair => pair.Host.Domain ?? pair.Host.Name, StringComparer.Ordinal);
        foreach (var group in ending)
        {
            var first = group.Min(pair => pair.Certificate?.NotAfter ?? until);
            yield return DomainFinding.Warning(
                "certificate_ends_before_redirects", group.Key,
                $"The certificates of {string.Join(", ", group.Select(pair => pair.Host.Name))} end from {DomainCase.Day(first)} on, "
                + $"redirects only on {DomainCase.Day(until)}.",
                "agree who renews them after the handover, and how that party proves control of the domain");
        }
    }

    private static CertificateFacts? Good(HostView host, DateTimeOffset now) => Problem(host, now) is null ? host.Web?.Certificate.Answer : null;

    private static string Names(IReadOnlyList<string> names) =>
        names.Count == 0 ? "no host at all" : string.Join(", ", names.Take(5)) + (names.Count > 5 ? ", …" : "");
}
