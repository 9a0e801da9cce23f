using Storefold.Deciding.Outcomes;
using Storefold.Packs.Routes;
using Storefold.Redirects;
using Storefold.Scheduling;

namespace Storefold.Deciding;

/// <summary>Requests to a site that has closed: their counterpart, else the nearest shelf, else help.</summary>
internal static class ClosedSite
{
    public static Outcome Decide(Asked asked, SiteStanding standing, string below)
    {
        if (standing.Phase == Phase.Ended) return new Gone(standing, "ended", asked.ByProgram);
        // A form that was filled in cannot be sent to another shop: to redirect it would be to lose it without a word.
        if (!asked.IsSafe) return new Gone(standing, "method", asked.ByProgram);
        if (asked.View.Plan.Gate.Gone.Any(pattern => IsGone(pattern, below))) return new Gone(standing, "plan", asked.ByProgram);
        if (HostFiles.OfSite(standing.Site, below) is { } file) return file;

        var routes = asked.RoutesOf(standing.Site);
        if (routes is not null && OrderLinks.Decide(asked, standing, routes, below) is { } order) return order;
        return Redirecting.To(asked, standing, Counterpart(asked, standing, routes, below));
    }

    private static RedirectEntry Counterpart(Asked asked, SiteStanding standing, SourceRoutes? routes, string below)
    {
        var redirects = asked.View.Redirects.Of(standing.Site);
        if (redirects.Find(below) is { } known) return known;
        if (routes is null || below is "/" || asked.Is(routes.Purchase, below)) return redirects.Home;
        if (asked.Is(routes.Account, below)) return redirects.Account;
        var near = routes.Product.Select(route => route.NearestShelf(below)).FirstOrDefault(path => path is not null);
        return redirects.NearestCategory(below)
            ?? (near is not null && redirects.Find(near) is { Kind: RedirectKind.Category } shelf ? shelf with { Reason = "nearest_category" } : null)
            ?? redirects.Help;
    }

    /// <summary>A path of the plan; <c>*</c> at its end stands for any rest, and <c>/sale/*</c> for <c>/sale</c> as well.</summary>
    private static bool IsGone(string pattern, string below)
    {
        if (!pattern.EndsWith('*')) return below.Equals(CanonicalPath.Of(pattern), StringComparison.OrdinalIgnoreCase);
        var start = pattern[..^1];
        if (!start.EndsWith('/')) return below.StartsWith(CanonicalPath.Of(start), StringComparison.OrdinalIgnoreCase);
        var folder = CanonicalPath.Of(start);
        return folder is "/" || below.Equals(folder, StringComparison.OrdinalIgnoreCase)
            || below.StartsWith(folder + "/", StringComparison.OrdinalIgnoreCase);
    }
}
