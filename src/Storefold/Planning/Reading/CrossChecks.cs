namespace Storefold.Planning.Reading;

/// <summary>What needs the whole plan in view. Placeholders (empty text) were reported where they stand.</summary>
internal sealed class CrossChecks(Findings findings)
{
    public void Databases(IReadOnlyList<SourceModel> sources, TargetModel target)
    {
        var targetPlace = Place(target.Connection);
        Dictionary<(string Pack, string? Prefix, string Place), SourceModel> seen = [];
        foreach (var source in sources)
        {
            var place = Place(source.Connection);
            if (place.Length == 0) continue;
            if (place.Is(targetPlace))
                findings.Error(PlanCodes.SameDatabase, target.Line,
                    $"the target is the same database as the source {source.Name}",
                    "a source is only read, so it cannot be the target: name the target's own database");
            // Two packs may share a database (a shop and its points plugin), and so may two shops whose tables have other names; the
            // same pack over the same tables would count each row twice.
            if (!seen.TryAdd((source.Pack, source.TablePrefix, place), source))
                findings.Error(PlanCodes.SameDatabase, source.Line,
                    $"the source {source.Name} is the same database as {seen[(source.Pack, source.TablePrefix, place)].Name}, "
                    + "read with the same pack",
                    "one source can serve several sites: give each site its channels");
        }
    }

    public void Sites(IReadOnlyList<SiteDraft> drafts, IReadOnlyList<SourceModel> sources)
    {
        SiteModel[] sites = [.. drafts.Select(draft => draft.Model)];
        for (var second = 1; second < sites.Length; second++)
        for (var first = 0; first < second; first++)
        {
            SameAddress(sites[first], sites[second]);
            SameRows(sites[first], sites[second]);
        }

        if (drafts.Count > 0 && drafts.All(draft => draft.Retires is false))
            findings.Error(PlanCodes.NothingRetires, sites[0].Line, "no site of this plan retires",
                "write retires: true under the site that closes");
        foreach (var source in sources)
        {
            var used = sites.Any(site => site.Source.Length == 0 || site.Source.Is(source.Name));
            if (used || sites.Length == 0) continue;
            findings.Warning(PlanCodes.UnusedSource, source.Line,
                $"no site selects from the source {source.Name}: nothing of it moves",
                $"add a site with select: {{ source: {source.Name} }}, or remove the source");
        }
    }

    /// <summary>The same text for the same database; empty where the connection was reported.</summary>
    private static string Place(ConnectionModel connection)
    {
        if (connection.Driver.Length == 0) return "";
        if (HttpAddress.Parse(connection.Location) is { } http) return connection.Driver + ":" + http.Place;
        if (ServerKind.Of(connection.Location) is { } kind)
        {
            _ = ServerAddress.Read(connection.Location, kind, out var address);
            return connection.Driver + ":" + address?.Place;
        }

        var path = Connections.RealPath(connection.Location);
        return connection.Driver + ":" + (OperatingSystem.IsLinux() ? path : path.ToUpperInvariant());
    }

    private void SameAddress(SiteModel first, SiteModel second)
    {
        if (first.Host.Length == 0 || !first.Host.Is(second.Host) || !first.PathPrefix.Is(second.PathPrefix)) return;
        findings.Error(PlanCodes.SiteOverlap, second.Line,
            $"the sites {first.Name} and {second.Name} have the same address {first.Host}{first.PathPrefix}",
            "give each site its own host or path prefix");
    }

    private void SameRows(SiteModel first, SiteModel second)
    {
        if (first.Source.Length == 0 || !first.Source.Is(second.Source)) return;
        var shared = first.Channels.Intersect(second.Channels, StringComparer.Ordinal).FirstOrDefault();
        var everything = first.Channels.Count == 0 ? first : second.Channels.Count == 0 ? second : null;
        if (shared is null && everything is null) return;
        var other = ReferenceEquals(everything, first) ? second : first;
        findings.Error(PlanCodes.ChannelOverlap, second.Line,
            everything is not null
                ? $"the site {everything.Name} selects every row of {first.Source}, which {other.Name} selects from too"
                : $"the sites {first.Name} and {second.Name} both select {Words.Quote(shared ?? "")} of {first.Source}",
            "give each site channels of its own, so that a row is counted for one of them");
    }
}
