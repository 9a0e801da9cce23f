namespace Storefold.Planning.Reading;

/// <summary>The <c>domains</c> of a plan: with every host of a retiring site or app, and no site that stays.</summary>
internal static class DomainReader
{
    public static IReadOnlyList<DomainModel> Read(Section root, SiteBook sites, IReadOnlyList<AppDraft> apps)
    {
        List<DomainModel> domains = [];
        Dictionary<string, string> seen = new(StringComparer.Ordinal);
        foreach (var entry in root.Named("domains", "write one domain at least, or leave domains out"))
        {
            var path = "domains." + Words.Bare(entry.Key);
            var name = Name(entry, root.Findings);
            if (name.Length > 0 && !seen.TryAdd(name, entry.Key))
                root.Findings.Error(PlanCodes.DuplicateKey, entry.Line,
                    $"{path} is the same as {Words.Bare(seen[name])}", "keep one of them");
            var section = new Section(PlanKeys.Domain, path, entry.Line, entry.Value, root.Findings);
            domains.Add(Domain(name, section, sites, apps));
        }

        return domains;
    }

    private static string Name(MapEntry entry, Findings findings)
    {
        // A domain that can be handed over has a label above it, and that one is no number.
        if (Addresses.Host(entry.Key) is { } host && host.Split('.') is [.., _, var top] && !top.All(char.IsAsciiDigit))
            return host;
        if (entry.Key.Contains(Words.FillIn, StringComparison.Ordinal))
            findings.Error(PlanCodes.FillIn, entry.Line, "the domain is still to be filled in",
                "write it, such as po.co");
        else
            findings.Error(PlanCodes.BadHost, entry.Line, $"domains: {Words.Quote(entry.Key)} is not a domain",
                "write the registered domain alone, such as po.co");
        return "";
    }

    private static DomainModel Domain(string name, Section section, SiteBook sites, IReadOnlyList<AppDraft> apps)
    {
        foreach (var site in sites.Kept.Where(site => site.Host.IsUnder(name)))
            section.Findings.Error(PlanCodes.KeptSiteOnDomain, section.Line,
                $"the domain {name} changes hands, and the site {site.Name} ({site.Host}), which goes on, lies on it",
                "give that site a domain that stays first, or leave this domain out");
        var listed = Hosts.Read(section, "hosts", mayBeEmpty: true, "www.po.co") ?? [];
        foreach (var host in listed.Where(host => name.Length > 0 && !host.Host.IsUnder(name)))
            section.Findings.Error(PlanCodes.HostOffDomain, host.Line,
                $"{section.Name("hosts")}: {host.Host} is not under {name}",
                $"leave it out, or write it under the domain that it lies on; here belong hosts such as www.{name}");
        var own = sites.Closing.Select(site => site.Host).Concat(apps.SelectMany(app => app.Model.Hosts))
            .Where(host => host.IsUnder(name));
        var servers = Hosts.Read(section, "name_servers", mayBeEmpty: true, "ns1.mi.com") ?? [];
        return new DomainModel(name, Plain.Read(section, "to") ?? "",
            [.. listed.Select(host => host.Host).Concat(own).Distinct(StringComparer.Ordinal)],
            section.Flag("mail") ?? true, [.. servers.Select(server => server.Host)], section.Line);
    }
}
