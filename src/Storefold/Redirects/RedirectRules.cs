using Storefold.Packs.Routes;

namespace Storefold.Redirects;

/// <summary>Where one old page leads, and why. One ladder, the best answer first; a page never leads to nothing.</summary>
internal sealed class RedirectRules(SourceRoutes? source, TargetRoutes? target, SourceProducts products, SourcePages pages)
{
    public RedirectRow Of(SourcePage page) => page.Kind switch
    {
        _ when page.Path is "/" => Row(page, null, "home"),
        RedirectKind.Product => OfProduct(page),
        RedirectKind.Category => OfCategory(page),
        _ => OfPage(page),
    };

    private RedirectRow OfProduct(SourcePage page)
    {
        if (products.Counterpart(page.Ref ?? HandleIn(page.Path)) is { } path) return Row(page, path, "same_product");
        var shelf = pages.ShelfAbove(page) ?? NearShelf(page);
        return shelf is not null && ShelfPath(shelf) is { } near ? Row(page, near, "nearest_category") : Row(page, null, "help");
    }

    private RedirectRow OfCategory(SourcePage page)
    {
        if (ShelfPath(page.Path) is { } path) return Row(page, path, "same_category");
        return pages.ShelfAbove(page) is { } above && ShelfPath(above) is { } near
            ? Row(page, near, "nearest_category")
            : Row(page, null, "help");
    }

    private RedirectRow OfPage(SourcePage page)
    {
        if (pages.ShelfAbove(page) is { } above && ShelfPath(above) is { } near) return Row(page, near, "nearest_category");
        var isHelp = target?.Help is not null && (source?.Page ?? []).Any(route => route.MatchPath(page.Path) is not null);
        return isHelp ? Row(page, target?.Help, "help_page") : Row(page, null, "help");
    }

    private string? HandleIn(string path) =>
        source?.Product.Select(route => route.HandleIn(path)).FirstOrDefault(handle => handle is not null);

    private string? NearShelf(SourcePage page)
    {
        var near = source?.Product.Select(route => route.NearestShelf(page.Path)).FirstOrDefault(shelf => shelf is not null);
        return near is not null && pages.IsShelf(page.Site, near) ? near : null;
    }

    /// <summary>The target's shelf of the same name: what the pack's route calls it, or the last part of its path.</summary>
    private string? ShelfPath(string path)
    {
        var named = source?.Category.Select(route => route.MatchPath(path)).FirstOrDefault(found => found is { Count: > 0 });
        var name = named?[0] ?? path[(path.LastIndexOf('/') + 1)..];
        return target?.Category?.Fill(_ => Uri.UnescapeDataString(name));
    }

    private static RedirectRow Row(SourcePage page, string? path, string reason) => new(page.Site, page.Path, page.Kind, path, reason);
}
