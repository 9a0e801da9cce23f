using Storefold.Engine;
using Storefold.Packs.Routes;
using Storefold.Planning;
using Storefold.Redirects;

namespace Storefold.Deciding;

/// <summary>What gate and redirects need of both sides: for the gate itself, the driver's redirects, and a rehearsal's visitors.</summary>
public static class GateSetup
{
    /// <summary>What the addresses of each site mean, by its source's pack; a site whose pack says nothing is missing.</summary>
    public static IReadOnlyDictionary<string, SourceRoutes> RoutesOf(PlanModel plan, IReadOnlyList<SourceSide> sources)
    {
        var routes = new Dictionary<string, SourceRoutes>(StringComparer.Ordinal);
        foreach (var site in plan.Sites)
        {
            var source = sources.FirstOrDefault(source => string.Equals(source.Model.Name, site.Source, StringComparison.Ordinal));
            if (source?.Pack.Routes.Source is { } known) routes[site.Name] = known;
        }

        return routes;
    }

    /// <summary>The sources as the redirects see them.</summary>
    public static IReadOnlyList<RedirectSource> SourcesOf(IEnumerable<SourceSide> sources) =>
        [.. sources.Select(source => new RedirectSource(source.Model, source.Pack))];

    /// <summary>The target as the redirects see it.</summary>
    public static RedirectTarget TargetOf(TargetSide target) => new(target.Model, target.Pack);
}
