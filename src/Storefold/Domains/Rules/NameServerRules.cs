namespace Storefold.Domains.Rules;

/// <summary>Who serves the zone, before and after the handover.</summary>
internal static class NameServerRules
{
    public static IEnumerable<DomainFinding> Find(DomainCase about) => about.Picture.Domains.SelectMany(domain => Find(domain, about));

    private static IEnumerable<DomainFinding> Find(DomainView domain, DomainCase about)
    {
        if (about.IsHandedOver && domain.Model.NameServers.Count > 0 && domain.NameServers.Answer is { } answer)
        {
            var found = answer.Records.Select(record => record.Value).Order(StringComparer.Ordinal).ToList();
            var wanted = domain.Model.NameServers.Select(name => name.TrimEnd('.').ToLowerInvariant()).Order(StringComparer.Ordinal).ToList();
            if (!found.SequenceEqual(wanted, StringComparer.Ordinal))
            {
                yield return DomainFinding.Error(
                    "name_servers_differ", domain.Name,
                    $"It is served by {(found.Count == 0 ? "nobody" : string.Join(", ", found))}; "
                    + $"after the handover the plan expects {string.Join(", ", wanted)}.",
                    "have the new registrar set the name servers, or mend name_servers in the plan");
            }
        }

        if (about.HandoverAt is not null && !about.IsHandedOver && domain.Registration.Answer is { IsSigned: true })
        {
            yield return DomainFinding.Warning(
                "dnssec_signed", domain.Name, "The registry holds DNSSEC keys of the present name servers (DS records).",
                "remove the DS records a day before the name servers change, or the new zone is refused as forged; sign it again afterwards");
        }
    }
}
