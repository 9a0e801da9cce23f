using System.Globalization;
using static Storefold.Samples.Poco.Cell;

namespace Storefold.Samples.Poco.Store;

/// <summary>What stands in the shop before the first customer comes: sites, products, pages.</summary>
internal static class PocoFurniture
{
    private static readonly (string Code, string Host, string Currency, string Lang, string Zone)[] Sites =
    [
        ("global", "www.po.co/global", "USD", "en", "UTC"),
        ("uk", "www.po.co/uk", "GBP", "en-GB", "Europe/London"),
        ("in", "www.poco.in", "INR", "en-IN", "Asia/Kolkata"),
    ];

    private static readonly (string Path, string Kind, string Title)[] FixedPages =
    [
        ("/", "help", "Start"),
        ("/phones", "shelf", "Phones"),
        ("/accessories", "shelf", "Accessories"),
        ("/help/delivery", "help", "Delivery"),
        ("/help/returns", "help", "Returns"),
        ("/help/points", "help", "Points and coupons"),
        ("/legal/terms", "legal", "Terms of sale"),
        ("/legal/privacy", "legal", "Privacy"),
    ];

    public static void Write(PocoTables tables, Catalogue catalogue)
    {
        foreach (var (code, host, currency, lang, zone) in Sites) tables.Sites.Add(T(code), T(host), T(currency),
            T(lang), T(zone));
        foreach (var product in catalogue.Variants.GroupBy(variant => variant.Product))
        {
            var first = product.First();
            var state = first.Live ? "live" : "gone";
            tables.Products.Add(N(first.Product), T(first.Slug), T(first.Title), T(state));
            foreach (var site in first.Sites) tables.ProductSites.Add(N(first.Product), T(site));
            foreach (var variant in product)
            {
                tables.Variants.Add(
                    N(variant.Id), N(variant.Product), T(variant.Sku), T(variant.Ean), T(variant.Name),
                    T(variant.Options), T(state));
                foreach (var site in variant.Sites) tables.Stock.Add(N(variant.Id), T(site),
                    N((variant.Id * 37) % 200));
            }
        }

        foreach (var site in Sites) WritePages(tables, catalogue, site);
    }

    private static void WritePages(
        PocoTables tables, Catalogue catalogue, (string Code, string Host, string Currency, string Lang,
            string Zone) site)
    {
        var changed = SampleTime.At(2024, 6, 1);
        var address = "https://" + site.Host;
        foreach (var (path, kind, title) in FixedPages)
            tables.Pages.Add(
                N(tables.Pages.NextId), T(site.Code), T(path), T(site.Lang), T(kind), N(null), T(title),
                T(address + path), N(changed));

        foreach (var variant in catalogue.Variants.DistinctBy(variant => variant.Product))
        {
            if (!variant.Sites.Contains(site.Code, StringComparer.Ordinal)) continue;
            var path = string.Create(CultureInfo.InvariantCulture, $"/item/{variant.Slug}");
            tables.Pages.Add(
                N(tables.Pages.NextId), T(site.Code), T(path), T(site.Lang), T("item"), N(variant.Product),
                T(variant.Title), T(address + path), N(changed + (variant.Product * SampleTime.Day)));
        }
    }
}
