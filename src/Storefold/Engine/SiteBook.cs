using Storefold.Planning;

namespace Storefold.Engine;

/// <summary>Which site a row is booked under: the first retiring one of the plan that selects it.</summary>
public sealed class SiteBook
{
    /// <summary>Name in the books for rows that no site selects.</summary>
    public const string NoSite = "none";

    /// <summary>Rule that leaves out rows of a channel that no site of the plan has.</summary>
    public const string NoSiteRule = "no_site";

    /// <summary>Skip rule of rows that only sites which go on select.</summary>
    public const string KeptSite = "kept_site";

    private readonly List<SiteModel> _sites;

    /// <summary>The sites of one source.</summary>
    public SiteBook(PlanModel plan, SourceModel source) =>
        _sites = [.. plan.Sites.Where(site => string.Equals(site.Source, source.Name, StringComparison.Ordinal))];

    /// <summary>The site, and the skip rule when the row stays where it is.</summary>
    /// <param name="channels">The row's channels; null when its platform does not tell them apart.</param>
    public (string Site, string? SkipRule) Of(IReadOnlyList<string>? channels)
    {
        SiteModel? kept = null;
        foreach (var site in _sites)
        {
            if (!Selects(site, channels)) continue;
            if (site.Retires) return (site.Name, null);
            kept ??= site;
        }

        return kept is null ? (NoSite, NoSiteRule) : (kept.Name, KeptSite);
    }

    private static bool Selects(SiteModel site, IReadOnlyList<string>? channels)
    {
        if (channels is null || site.Channels.Count == 0) return true;
        foreach (var channel in channels)
        {
            if (site.Channels.Contains(channel, StringComparer.Ordinal)) return true;
        }

        return false;
    }
}
