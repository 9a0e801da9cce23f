using Storefold.Notices.Wording;
using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Notices.Centres;

/// <summary>The service centres that help the customers of a site, and the search among them.</summary>
internal sealed class CentreDirectory(PlanModel plan, IReadOnlyList<Centre> centres)
{
    /// <summary>Where a site's customers are sent first; where the plan is silent, to whatever there is.</summary>
    public SiteSupport RoutingOf(SiteModel site) =>
        plan.Support.Sites.FirstOrDefault(one => string.Equals(one.Site, site.Name, StringComparison.Ordinal))
        ?? new SiteSupport(site.Name, centres.Count > 0 ? "both" : "social", []);

    /// <summary>
    /// The centres for a site. Customers who are helped by social media get only those that name their site: the others were
    /// not told to expect them.
    /// </summary>
    public IReadOnlyList<Centre> For(SiteModel site)
    {
        var named = RoutingOf(site).By is "social";
        return [.. centres.Where(centre =>
            centre.Sites.Contains(site.Name, StringComparer.Ordinal) || (!named && centre.Sites.Count == 0))];
    }

    /// <summary>The centres for a site that a query finds, by country, city and name.</summary>
    public IReadOnlyList<Centre> Find(SiteStanding standing, CentreQuery query, Language? language = null)
    {
        var (country, city) = (query.Country?.Trim() ?? "", query.City?.Trim() ?? "");
        var order = language?.Order ?? StringComparer.Ordinal;
        return
        [
            .. For(standing.Site)
                .Where(centre => country.Length == 0
                    || string.Equals(centre.Country, country, StringComparison.OrdinalIgnoreCase))
                .Where(centre => city.Length == 0 || SearchKey.Finds(centre.Key, city))
                .OrderBy(centre => language?.Country(centre.Country) ?? centre.Country, order)
                .ThenBy(centre => centre.City, order).ThenBy(centre => centre.Name, order),
        ];
    }
}
