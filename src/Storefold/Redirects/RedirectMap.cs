using System.Collections.Frozen;
using Storefold.Packs.Routes;
using Storefold.Planning;

namespace Storefold.Redirects;

/// <summary>
/// Where old addresses lead: immutable, compiled against one plan, and complete without the source. Every address in it is
/// absolute and was held against the allow-list; <see cref="SafeLocation"/> does so again when one is served.
/// </summary>
public sealed class RedirectMap
{
    private readonly FrozenDictionary<string, SiteRedirects> _sites;
    private readonly FrozenDictionary<(int Source, string Number), OrderLinkRow[]> _orders;

    /// <summary>Compiles rows for the retiring sites of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="routes">The addresses of the target's platform, or null.</param>
    /// <param name="rows">Rows of any number, in any order; those of unknown sites are passed over.</param>
    /// <param name="orders">Orders.</param>
    public RedirectMap(PlanModel plan, TargetRoutes? routes, IEnumerable<RedirectRow> rows, IEnumerable<OrderLinkRow> orders)
    {
        Guard = new SafeLocation(plan);
        var bySite = rows.ToLookup(row => row.Site, StringComparer.Ordinal);
        _sites = plan.RetiringSites.ToFrozenDictionary(
            site => site.Name, site => new SiteRedirects(plan, site, routes, Guard, bySite[site.Name]), StringComparer.Ordinal);
        _orders = orders.GroupBy(row => (row.Source, row.Number))
            .ToFrozenDictionary(group => group.Key, group => group.ToArray());
    }

    /// <summary>What may be sent to a browser.</summary>
    public SafeLocation Guard { get; }

    /// <summary>Number of old addresses.</summary>
    public int Count => _sites.Values.Sum(site => site.Count);

    /// <summary>Number of orders.</summary>
    public int Orders => _orders.Values.Sum(rows => rows.Length);

    /// <summary>The addresses of a retiring site.</summary>
    /// <exception cref="KeyNotFoundException">No site of that name retires.</exception>
    public SiteRedirects Of(SiteModel site) => _sites[site.Name];

    /// <summary>Orders of a source with this number: none, one, or several where a shop gave it twice.</summary>
    public IReadOnlyList<OrderLinkRow> FindOrders(int source, string number) => _orders.GetValueOrDefault((source, number)) ?? [];

    /// <summary>A map without rows: every address leads to the site's target address, help or look-up page.</summary>
    public static RedirectMap Empty(PlanModel plan, TargetRoutes? routes) => new(plan, routes, [], []);
}
