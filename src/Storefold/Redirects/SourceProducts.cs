using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Packs.Routes;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Shop;

namespace Storefold.Redirects;

/// <summary>
/// A source's products by their handle, with the target page of the first variant that has one. A platform without pages
/// as rows gets them from here, by the pack's routes.
/// </summary>
internal sealed class SourceProducts
{
    private readonly Dictionary<string, string?> _targets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _channels = new(StringComparer.Ordinal);

    public static SourceProducts Read(
        ISqlSession session, RedirectSource source, IdMap? ids, TargetProducts target, RoutePattern? template)
    {
        var products = new SourceProducts();
        if (!source.Pack.Entities.ContainsKey(ShopModel.Product.Name)) return products;
        ColumnScan.Each(session, source.Pack, ShopModel.Product.Root, ["key", "handle", "sites"], int.MaxValue, cells =>
        {
            if (cells[1].IsNull) return;
            var handle = cells[1].ToString();
            if (!products._channels.TryGetValue(handle, out var channels)) products._channels[handle] = channels = new(StringComparer.Ordinal);
            channels.UnionWith(ColumnScan.Channels(cells[2]));
            var entry = ids?.Find(ShopModel.Product, source.Model.Number, cells[0]);
            var path = entry is { Tombstone: false } && !entry.TargetKey.IsNull ? target.PathOf(entry.TargetKey, template) : null;
            if (products._targets.GetValueOrDefault(handle) is null) products._targets[handle] = path;
        });
        return products;
    }

    /// <summary>Path of the counterpart's page, or null.</summary>
    public string? Counterpart(string? handle) => handle is null ? null : _targets.GetValueOrDefault(handle);

    /// <summary>The product pages of every retiring site, as the pack's routes spell them.</summary>
    public IEnumerable<SourcePage> Pages(PlanModel plan, RedirectSource source)
    {
        var routes = source.Pack.Routes.Source?.Product ?? [];
        foreach (var site in plan.RetiringSites.Where(site => string.Equals(site.Source, source.Model.Name, StringComparison.Ordinal)))
        foreach (var (handle, channels) in _channels)
        {
            if (site.Channels.Count > 0 && channels.Count > 0 && !site.Channels.Any(channels.Contains)) continue;
            foreach (var path in routes.Select(route => route.Path.Fill(name => name is "handle" ? handle : null)).OfType<string>())
                yield return new SourcePage(site.Name, CanonicalPath.Of(path), RedirectKind.Product, handle);
        }
    }
}
