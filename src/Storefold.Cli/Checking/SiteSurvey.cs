using Storefold.Engine;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Cli.Checking;

/// <summary>Which sites the rows of a source are of: by the pack's own read files, as a transfer would see them.</summary>
internal sealed class SiteSurvey(SourceSide source)
{
    private readonly List<SiteRows> _sites = [];
    private readonly List<string> _bounded = [];
    private readonly SortedDictionary<string, long> _channels = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _programmes = new(StringComparer.Ordinal);

    /// <summary>Aggregates by entity and site.</summary>
    public IReadOnlyList<SiteRows> Sites => _sites;

    /// <summary>Channels and how many rows are in them.</summary>
    public IReadOnlyDictionary<string, long> Channels => _channels;

    /// <summary>Points programmes with the accounts that would move; zero where all of them stay.</summary>
    public IReadOnlyDictionary<string, long> Programmes => _programmes;

    /// <summary>Entities that have more rows than were looked at.</summary>
    public IReadOnlyList<string> Bounded => _bounded;

    /// <summary>True when some read file returns sites.</summary>
    public bool TellsSitesApart { get; private set; }

    /// <summary>Looks at the roots of one entity.</summary>
    public void Look(ISqlSession session, EntityDef def)
    {
        var hasSites = ColumnScan.Has(session, source.Pack, def.Root, "sites");
        TellsSitesApart |= hasSites;
        var found = new SortedDictionary<string, (long Moves, SortedDictionary<string, long> Stays)>(StringComparer.Ordinal);
        var isWhole = ColumnScan.Each(session, source.Pack, def.Root, ["sites", "skip", "programme"], SourceCheck.Bound, cells =>
        {
            var channels = hasSites ? ColumnScan.Channels(cells[0]) : null;
            foreach (var channel in channels ?? []) _channels[channel] = _channels.GetValueOrDefault(channel) + 1;
            var (site, siteRule) = source.Sites.Of(channels);
            var rule = cells[1].IsNull ? siteRule : cells[1].ToString();
            var rows = found.GetValueOrDefault(site, (0, new SortedDictionary<string, long>(StringComparer.Ordinal)));
            if (rule is not null) rows.Stays[rule] = rows.Stays.GetValueOrDefault(rule) + 1;
            found[site] = rule is null ? (rows.Moves + 1, rows.Stays) : rows;
            if (def != ShopModel.Loyalty) return;
            var programme = cells[2].IsNull ? "" : cells[2].ToString();
            _programmes[programme] = _programmes.GetValueOrDefault(programme) + (rule is null ? 1 : 0);
        });
        if (!isWhole) _bounded.Add(def.Name);
        _sites.AddRange(found.Select(pair => new SiteRows(def.Name, pair.Key, pair.Value.Moves, pair.Value.Stays)));
    }
}
