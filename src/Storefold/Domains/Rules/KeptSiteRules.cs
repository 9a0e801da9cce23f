namespace Storefold.Domains.Rules;

/// <summary>No site that goes on may depend on a domain that is given away.</summary>
internal static class KeptSiteRules
{
    public static IEnumerable<DomainFinding> Find(DomainCase about) => about.Picture.KeptHosts.SelectMany(kept => Find(about, kept));

    private static IEnumerable<DomainFinding> Find(DomainCase about, KeptHostView kept)
    {
        if (DomainOf(about, kept.Name) is { } own)
        {
            yield return DomainFinding.Error(
                "kept_on_transferred", kept.Name, $"Site {kept.Site} goes on, and its host lies on {own}, which changes hands.",
                $"keep {own} out of the handover, or move the site to a domain that stays before it");
        }
        else if (kept.Names.Chain.Select(record => (Name: record.Value, Domain: DomainOf(about, record.Value))).FirstOrDefault(step => step.Domain is not null)
            is { Domain: { } led } step)
        {
            yield return DomainFinding.Error(
                "kept_points_at_transferred", kept.Name, $"Site {kept.Site} goes on, and its host is a CNAME for {step.Name} on {led}, which changes hands.",
                "point it at a name or address that stays, before the handover");
        }

        var servers = (kept.NameServers.Answer?.Records ?? []).Select(record => record.Value).Where(name => DomainOf(about, name) is not null).ToList();
        if (servers.Count > 0)
        {
            yield return DomainFinding.Error(
                "kept_served_by_transferred", kept.Name,
                $"Site {kept.Site} goes on, and its zone is served by {string.Join(", ", servers)}, whose domain changes hands.",
                "give the zone other name servers before the handover");
        }
    }

    private static string? DomainOf(DomainCase about, string name) =>
        about.Plan.Domains.FirstOrDefault(domain => DomainNames.IsUnder(name, domain.Name))?.Name;
}
