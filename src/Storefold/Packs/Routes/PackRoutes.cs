namespace Storefold.Packs.Routes;

/// <summary>What a platform's addresses mean. Null parts: the pack says nothing, and the gate knows no more than a path.</summary>
/// <param name="Source">Addresses of a site that retires.</param>
/// <param name="Target">Addresses to send people to.</param>
public sealed record PackRoutes(SourceRoutes? Source, TargetRoutes? Target)
{
    /// <summary>A pack that says nothing about addresses.</summary>
    public static readonly PackRoutes None = new(null, null);
}

/// <summary>Paths below a site's address by what they are, for a platform as a source.</summary>
/// <param name="Purchase">Cart, checkout and their APIs: refused once purchases have stopped.</param>
/// <param name="Callback">What payment providers and staff call: passes whatever is refused otherwise.</param>
/// <param name="Order">Links to one order.</param>
/// <param name="Account">The customer's own pages.</param>
/// <param name="Product">Pages of one product, by its handle.</param>
/// <param name="Category">Shelves, by their name.</param>
/// <param name="Page">Help, terms and the like.</param>
public sealed record SourceRoutes(
    IReadOnlyList<RoutePattern> Purchase, IReadOnlyList<RoutePattern> Callback, IReadOnlyList<OrderRoute> Order,
    IReadOnlyList<RoutePattern> Account, IReadOnlyList<ProductRoute> Product, IReadOnlyList<RoutePattern> Category,
    IReadOnlyList<RoutePattern> Page);

/// <summary>Links to one order.</summary>
/// <param name="Path">Pattern with <c>{number}</c>, and <c>{secret}</c> where the secret is part of the path.</param>
/// <param name="Secret">Query parameter with the link's own secret, or null.</param>
public sealed record OrderRoute(RoutePattern Path, string? Secret);

/// <summary>Pages of one product.</summary>
/// <param name="Path">Pattern with <c>{handle}</c>.</param>
/// <param name="Near">
/// For products without a counterpart: the beginning of a handle, <c>*</c> for any, and the path of the nearest shelf.
/// </param>
public sealed record ProductRoute(RoutePattern Path, IReadOnlyDictionary<string, string> Near)
{
    /// <summary>The nearest shelf of a product whose page this is, by the longest beginning that fits; null where none does.</summary>
    /// <param name="path">Canonical path below the site's address.</param>
    public string? NearestShelf(string path)
    {
        if (Near.Count == 0 || HandleIn(path) is not { } handle) return null;
        var begins = Near.Keys.Where(key => key is not "*" && handle.StartsWith(key, StringComparison.OrdinalIgnoreCase))
            .MaxBy(key => key.Length);
        return Near.GetValueOrDefault(begins ?? "*");
    }

    /// <summary>The handle in a path, or null where it is the path of something else.</summary>
    public string? HandleIn(string path)
    {
        if (Path.MatchPath(path) is not { } found) return null;
        return Uri.UnescapeDataString(found[Path.Names.ToList().IndexOf("handle")]);
    }
}

/// <summary>
/// Paths below a target address, for a platform as a target. Names in braces come from the target's own rows; where one
/// is missing there is no such page.
/// </summary>
/// <param name="Product">With <c>{handle}</c>, <c>{sku}</c>, <c>{gtin}</c> or <c>{id}</c> of a live product.</param>
/// <param name="Category">With <c>{name}</c>: the source's name of the shelf.</param>
/// <param name="Order">With <c>{number}</c> or <c>{id}</c>: only for who has the old link's secret.</param>
/// <param name="OrderLookup">Where anybody asks for an order.</param>
/// <param name="Account">The customer's own pages.</param>
/// <param name="Help">Help.</param>
public sealed record TargetRoutes(
    RoutePattern? Product, RoutePattern? Category, RoutePattern? Order, string? OrderLookup, string? Account, string? Help);
