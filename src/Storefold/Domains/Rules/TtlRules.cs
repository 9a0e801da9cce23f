namespace Storefold.Domains.Rules;

/// <summary>How long the world keeps old answers after a change.</summary>
internal static class TtlRules
{
    private const int Hour = 3600;
    private const int Minute = 60;

    public static IEnumerable<DomainFinding> Find(DomainCase about)
    {
        var high = about.HandoverAt is { } at && !about.IsHandedOver
            ? about.Picture.Domains.Select(domain => High(domain, about, at)).OfType<DomainFinding>()
            : [];
        // A short TTL is right around a change; a cache's answer counts down, so only the zone's own server says what it is.
        return high.Concat(about.IsHandoverNear ? [] : about.Picture.Hosts.Select(Low).OfType<DomainFinding>());
    }

    private static DomainFinding? High(DomainView domain, DomainCase about, DateTimeOffset handover)
    {
        var records = (domain.NameServers.Answer?.Records ?? []).Select(record => (Name: "NS", record.Ttl))
            .Concat((domain.Soa.Answer?.Records ?? []).Select(record => (Name: "SOA", record.Ttl)))
            .Concat(about.Picture.Hosts.Where(host => string.Equals(host.Domain, domain.Name, StringComparison.Ordinal))
                .SelectMany(host => host.Names.Way.Select(record => (host.Name, record.Ttl))))
            .Where(record => record.Ttl > Hour).ToList();
        if (records.Count == 0) return null;
        var longest = records.Max(record => record.Ttl);
        var names = string.Join(", ", records.Select(record => record.Name).Distinct(StringComparer.Ordinal));
        var late = about.Now > handover.AddSeconds(-longest) ? "; it is late for that, so expect stragglers" : "";
        return DomainFinding.Warning(
            "ttl_high", domain.Name, $"Resolvers keep {names} for up to {Words(longest)} after a change.",
            $"set the TTLs to {Hour} s or less at least {Words(longest)} before the handover of {DomainCase.Day(handover)}, and raise them after it{late}");
    }

    private static DomainFinding? Low(HostView host)
    {
        if (host.Names.A.Answer is not { IsAuthoritative: true }) return null;
        var shortest = host.Names.Way.Select(record => record.Ttl).DefaultIfEmpty(Minute).Min();
        return shortest >= Minute
            ? null
            : DomainFinding.Warning(
                "ttl_low", host.Name, $"Its records are kept for {shortest} s only, and no handover is near.",
                $"set the TTL to {Hour} s: each visit asks the name servers anew, and a short failure of theirs is seen by everybody");
    }

    private static string Words(int seconds) => seconds % Hour == 0 ? $"{seconds / Hour} h" : $"{seconds} s";
}
