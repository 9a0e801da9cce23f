namespace Storefold.Domains.Rules;

/// <summary>Who could not be asked: what is not known is said, and never taken for an answer.</summary>
internal static class UnansweredRules
{
    public static IEnumerable<DomainFinding> Find(DomainCase about) => Failures(about.Picture)
        .GroupBy(failure => (failure.Host, failure.Why))
        .Select(group => DomainFinding.Unknown(
            "could_not_ask", group.Key.Host, $"Could not ask for {What(group.Select(failure => failure.What))}: {group.Key.Why}.",
            Hint(group.Select(failure => failure.What))));

    private static string What(IEnumerable<string> what) => string.Join(", ", what.Distinct(StringComparer.Ordinal));

    private static string Hint(IEnumerable<string> what) => what.Contains("the registration", StringComparer.Ordinal)
        ? "look up end, locks and DNSSEC in the registrar's account, or ask again later"
        : "ask again, or from another network; --resolver names another DNS server";

    private static IEnumerable<(string Host, string What, string Why)> Failures(DomainPicture picture)
    {
        foreach (var domain in picture.Domains)
        {
            if (domain.Registration.Failure is { } why) yield return (domain.Name, "the registration", why);
            var mail = domain.Mail;
            foreach (var failure in Of(domain.Name, ("NS", domain.NameServers), ("SOA", domain.Soa), ("MX", mail.Mx), ("TXT", mail.Txt), ("DMARC", mail.Dmarc)))
                yield return failure;
            foreach (var failure in new[] { domain.Bare, domain.Www, domain.Stray }.SelectMany(name => Of(domain.Name, name))) yield return failure;
            foreach (var failure in domain.Mail.Servers.SelectMany(server => Of(server.Name, server))) yield return failure;
        }

        foreach (var failure in picture.Hosts.SelectMany(Of)) yield return failure;
        foreach (var kept in picture.KeptHosts)
        {
            foreach (var failure in Of(kept.Name, kept.Names).Concat(Of(kept.Name, ("NS", kept.NameServers)))) yield return failure;
        }
    }

    private static IEnumerable<(string Host, string What, string Why)> Of(HostView host)
    {
        foreach (var failure in Of(host.Name, host.Names).Concat(Of(host.Name, ("CAA", host.Caa)))) yield return failure;
        foreach (var address in host.Addresses)
        {
            if (address.Reach.Failure is { } why) yield return (host.Name, address.Address.ToString(), why);
        }

        if (host.Web is not { } web) yield break;
        if (web.Certificate.Failure is { } hidden) yield return (host.Name, "the certificate", hidden);
        if (web.Secure.Failure is { } secure) yield return (host.Name, "https", secure);
        if (web.Open.Failure is { } open) yield return (host.Name, "http", open);
    }

    private static IEnumerable<(string Host, string What, string Why)> Of(string host, NameView name)
    {
        if (name.ChainFailure is { } why) yield return (host, "CNAME", why);
        foreach (var failure in Of(host, ("A", name.A), ("AAAA", name.Aaaa))) yield return failure;
    }

    private static IEnumerable<(string Host, string What, string Why)> Of(string host, params IEnumerable<(string What, Probed<DnsAnswer> Probed)> probes) =>
        probes.Where(probe => probe.Probed.Failure is not null).Select(probe => (host, probe.What, probe.Probed.Failure ?? ""));
}
