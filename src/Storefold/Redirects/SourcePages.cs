using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Shop;

namespace Storefold.Redirects;

/// <summary>One old page.</summary>
/// <param name="Site">Name of its site.</param>
/// <param name="Path">Canonical path below the site's address.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Ref">Handle of its product, or null.</param>
internal sealed record SourcePage(string Site, string Path, RedirectKind Kind, string? Ref);

/// <summary>The pages of the retiring sites of one source. A page belongs to the site whose address it lies below.</summary>
internal sealed class SourcePages
{
    private readonly HashSet<(string Site, string Path)> _categories = [];

    public List<SourcePage> All { get; } = [];

    public static SourcePages Read(ISqlSession session, RedirectSource source, PlanModel plan)
    {
        var pages = new SourcePages();
        if (!source.Pack.Entities.ContainsKey(ShopModel.Page.Name)) return pages;
        var sites = plan.Sites.OrderByDescending(site => site.PathPrefix.Length).ToList();
        ColumnScan.Each(session, source.Pack, ShopModel.Page.Root, ["url", "kind", "ref", "skip"], int.MaxValue, cells =>
        {
            if (cells[0].IsNull || !cells[3].IsNull || Place(sites, cells[0].ToString()) is not var (site, path)) return;
            var kind = KindOf(cells[1].IsNull ? "" : cells[1].ToString());
            pages.All.Add(new SourcePage(site, path, kind, cells[2].IsNull ? null : cells[2].ToString()));
            if (kind == RedirectKind.Category) pages._categories.Add((site, path));
        });
        return pages;
    }

    /// <summary>The nearest shelf above a page, or null.</summary>
    public string? ShelfAbove(SourcePage page)
    {
        for (var slash = page.Path.LastIndexOf('/'); slash > 0; slash = page.Path.LastIndexOf('/', slash - 1))
        {
            if (IsShelf(page.Site, page.Path[..slash])) return page.Path[..slash];
        }

        return null;
    }

    /// <summary>Whether a site has such a shelf.</summary>
    public bool IsShelf(string site, string path) => _categories.Contains((site, path));

    private static (string Site, string Path)? Place(List<SiteModel> sites, string url)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme < 0 ? url : url[(scheme + 3)..];
        var end = rest.AsSpan().IndexOfAny('?', '#');
        if (end >= 0) rest = rest[..end];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var host = (slash < 0 ? rest : rest[..slash]).ToLowerInvariant();
        var path = CanonicalPath.Of(slash < 0 ? "/" : rest[slash..]);
        foreach (var site in sites)
        {
            if (!string.Equals(site.Host, host, StringComparison.Ordinal)) continue;
            var isAtRoot = path.Equals(site.PathPrefix, StringComparison.OrdinalIgnoreCase);
            if (!isAtRoot && !path.StartsWith(site.PathPrefix + "/", StringComparison.OrdinalIgnoreCase)) continue;
            return site.Retires ? (site.Name, isAtRoot ? "/" : path[site.PathPrefix.Length..]) : null;
        }

        return null;
    }

    private static RedirectKind KindOf(string kind) => kind switch
    {
        "product" => RedirectKind.Product,
        "category" => RedirectKind.Category,
        _ => RedirectKind.Page,
    };
}
