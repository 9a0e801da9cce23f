namespace Storefold.Domains.Rules;

/// <summary>Hosts lead somewhere, all their addresses alike, and no name answers that nobody made.</summary>
internal static class HostRules
{
    public static IEnumerable<DomainFinding> Find(DomainCase about) =>
        about.Picture.Hosts.SelectMany(Find).Concat(about.Picture.Domains.SelectMany(domain => Find(domain, about)));

    private static IEnumerable<DomainFinding> Find(HostView host)
    {
        if (Resolution(host.Names) is { } missing) yield return missing;
        var closed = host.Addresses.Where(address => address.Reach.Answer is { Connects: false }).ToList();
        if (closed.Count > 0 && host.Addresses.Any(address => address.Reach.Answer is { Connects: true }))
        {
            yield return DomainFinding.Error(
                "addresses_disagree", host.Name,
                $"Of its addresses {string.Join(", ", closed.Select(address => address.Address))} take no connections, the others do.",
                "remove the A or AAAA records of what is switched off, or switch it on: visitors meet either");
        }

        if (host.Web?.Open.Answer is { Status: null })
        {
            yield return DomainFinding.Warning(
                "http_unanswered", host.Name, "Nothing answers without TLS.",
                "old links and printed addresses begin with http://: let it answer there with a redirect to https");
        }
    }

    private static DomainFinding? Resolution(NameView names)
    {
        if (names.IsLoop)
        {
            return DomainFinding.Error(
                "cname_dangling", names.Name, $"Its CNAME records lead in a circle: {Chain(names)}.", "point it at a name that has an address");
        }

        if (!names.IsMissing) return null;
        return names.Chain.Count == 0
            ? DomainFinding.Error(
                "host_missing", names.Name, "It has no address.", "make an A or AAAA record for it: the plan needs it to answer as long as redirects last")
            : DomainFinding.Error(
                "cname_dangling", names.Name, $"Its CNAME leads to a name without an address: {Chain(names)}.",
                "point it at a name that has an address: whoever makes that name could answer for this host");
    }

    private static IEnumerable<DomainFinding> Find(DomainView domain, DomainCase about)
    {
        if (domain.Stray.Addresses.Count > 0 || domain.Stray.Chain.Count > 0)
        {
            yield return DomainFinding.Warning(
                "wildcard", domain.Name, $"Every name answers: *.{domain.Name} has a record.",
                "find out which names are used, list them under hosts, and remove the wildcard before the handover");
            yield break; // a wildcard answers for www as well
        }

        var (bare, www) = (domain.Bare, domain.Www);
        if (bare.IsMissing == www.IsMissing || (!bare.IsMissing && bare.Addresses.Count == 0) || (!www.IsMissing && www.Addresses.Count == 0)) yield break;
        var missing = bare.IsMissing ? bare.Name : www.Name;
        if (about.Picture.Hosts.Any(host => host.IsPlanned && string.Equals(host.Name, missing, StringComparison.Ordinal))) yield break;
        yield return DomainFinding.Warning(
            "www_or_bare_unanswered", missing, $"{(bare.IsMissing ? www.Name : bare.Name)} answers and {missing} does not.",
            "let both answer: people type either");
    }

    private static string Chain(NameView names) => string.Join(" -> ", names.Chain.Select(record => record.Value).Prepend(names.Name));
}
