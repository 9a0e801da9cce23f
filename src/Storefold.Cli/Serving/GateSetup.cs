using Storefold.Packs.Routes;
using Storefold.Redirects;

namespace Storefold.Cli.Serving;

/// <summary>What the gate needs of a fold.</summary>
internal static class GateSetup
{
    /// <summary>What the addresses of each site mean, by its source's pack.</summary>
    public static IReadOnlyDictionary<string, SourceRoutes> RoutesOf(Fold fold)
    {
        var routes = new Dictionary<string, SourceRoutes>(StringComparer.Ordinal);
        foreach (var site in fold.Plan.Sites)
        {
            var source = fold.Sources.FirstOrDefault(source => string.Equals(source.Model.Name, site.Source, StringComparison.Ordinal));
            if (source?.Pack.Routes.Source is { } known) routes[site.Name] = known;
        }

        return routes;
    }

    /// <summary>The sources as the redirects see them.</summary>
    public static IReadOnlyList<RedirectSource> SourcesOf(Fold fold) =>
        [.. fold.Sources.Select(source => new RedirectSource(source.Model, source.Pack))];

    /// <summary>The target as the redirects see it.</summary>
    public static RedirectTarget TargetOf(Fold fold) => new(fold.Target.Model, fold.Target.Pack);
}
