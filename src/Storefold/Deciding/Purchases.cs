using Storefold.Deciding.Outcomes;
using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Deciding;

/// <summary>
/// Whether a request would buy something where nothing can be bought any more. It is read twice: as it stands, and as a
/// server would that decodes more than we do, so that no disguise of <c>/cart</c> gets through.
/// </summary>
internal static class Purchases
{
    /// <summary>The refusal, or null.</summary>
    public static PurchaseRefused? Refuse(Asked asked) =>
        Refuse(asked, asked.Target.Path) ?? Refuse(asked, asked.Target.LoosestPath);

    private static PurchaseRefused? Refuse(Asked asked, string path)
    {
        if (asked.Host.Find(path) is not var (site, below) || !site.Retires) return null;
        return asked.StandingOf(site) is { Phase: Phase.PurchasesStopped } standing && asked.Is(asked.RoutesOf(site)?.Purchase, below)
            ? new PurchaseRefused(standing, asked.ByProgram)
            : null;
    }

    /// <summary>Whether an app of these sites asks to buy: the first of its sites whose routes say so, or null.</summary>
    public static SiteModel? ByApp(Asked asked, IReadOnlyList<SiteModel> sites) => sites.FirstOrDefault(site =>
        asked.RoutesOf(site)?.Purchase is { } routes
        && (asked.Is(routes, asked.Target.Path) || asked.Is(routes, asked.Target.LoosestPath)
            || asked.Is(routes, Below(asked.Target.Path, site)) || asked.Is(routes, Below(asked.Target.LoosestPath, site))));

    /// <summary>The path below a site's prefix, where an app's API repeats it; else the path.</summary>
    public static string Below(string path, SiteModel site) => Names(path, site) ? path[site.PathPrefix.Length..] : path;

    /// <summary>Whether the path of an app's API begins with a site's prefix.</summary>
    public static bool Names(string path, SiteModel site) =>
        site.PathPrefix.Length > 0 && path.StartsWith(site.PathPrefix + "/", StringComparison.OrdinalIgnoreCase);
}
