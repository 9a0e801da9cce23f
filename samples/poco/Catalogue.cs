using System.Globalization;

namespace Storefold.Samples.Poco;

/// <summary>One thing that can be bought. Prices are in minor units of US dollars.</summary>
internal sealed record Variant(
    long Id, long Product, string Sku, string Ean, string Slug, string Title, string Name, string Options, long Dollars,
    bool Live, bool Download, IReadOnlyList<string> Sites)
{
    /// <summary>Its price in minor units of a currency, ending in 9 the way shops like it.</summary>
    public long Price(string currency) => currency switch
    {
        "EUR" => Nine(Dollars * 92 / 100, 10),
        "GBP" => Nine(Dollars * 79 / 100, 10),
        "INR" => Nine(Dollars * 83, 1000),
        _ => Dollars,
    };

    private static long Nine(long amount, long step) => (amount / step * step) + step - (step == 10 ? 1 : 100);
}

/// <summary>The invented range of phones, watches and cases; the same for every seed.</summary>
internal sealed class Catalogue
{
    private static readonly string[] Lines = ["X", "F", "M", "C"];
    private static readonly string[] Colours = ["Graphite", "Sunrise Yellow", "Ice Blue"];
    private static readonly string[] Sizes = ["128 GB", "256 GB"];
    private static readonly string[] Extras =
        ["Silicone Case", "67 W Charger", "Buds", "Watch", "Screen Film", "Travel Pouch", "Power Bank", "Stand 📱",
            "Étui cuir", "手机壳"];

    private readonly List<Variant> _variants = [];

    public Catalogue()
    {
        long product = 0;
        for (var generation = 3; generation <= 7; generation++)
        {
            foreach (var line in Lines)
            {
                product++;
                foreach (var colour in Colours)
                {
                    foreach (var size in Sizes) AddPhone(product, line, generation, colour, size);
                }
            }
        }

        foreach (var extra in Extras) AddExtra(++product, extra);
        Add(++product, "SVC-CARE", "care-plan", "Care Plan (download)", "2 years", "{}", 4900, true, download: true);
    }

    public IReadOnlyList<Variant> Variants => _variants;

    /// <summary>The target has these too, under the same SKU.</summary>
    public static bool InTarget(Variant variant) => variant.Live && variant.Product % 2 == 0;

    /// <summary>A variant that a site sells.</summary>
    public Variant PickFor(Dice dice, string site)
    {
        while (true)
        {
            var variant = dice.Pick(_variants);
            if (variant.Sites.Contains(site, StringComparer.Ordinal)) return variant;
        }
    }

    private void AddPhone(long product, string line, int generation, string colour, string size)
    {
        var sku = $"P{line}{generation}-{colour[..2].ToUpperInvariant()}-{size[..3]}";
        var options = "{\"colour\":\"" + colour + "\",\"storage\":\"" + size + "\"}";
        var price = 12_900 + (generation * 4_000) + (size[0] == '2' ? 5_000 : 0);
        Add(product, sku, $"sample-{line}{generation}".ToLowerInvariant(), $"Sample {line}{generation}",
            $"{colour}, {size}",
            options, price, live: generation > 3);
    }

    private void AddExtra(long product, string title)
    {
        foreach (var colour in Colours.Take(2))
        {
            var sku = string.Create(CultureInfo.InvariantCulture, $"AC{product:000}-{colour[..2].ToUpperInvariant()}");
            Add(product, sku, string.Create(CultureInfo.InvariantCulture, $"extra-{product}"), title, colour,
                "{\"colour\":\"" + colour + "\"}", 990 + (product * 70), live: true);
        }
    }

    private void Add(
        long product, string sku, string slug, string title, string name, string options, long dollars, bool live,
        bool download = false)
    {
        var id = _variants.Count + 1;
        IReadOnlyList<string> sites = (product % 9) switch
        {
            4 => ["in"],
            5 => ["global", "uk"],
            _ => ["global", "in", "uk"],
        };
        var ean = string.Create(CultureInfo.InvariantCulture, $"200{id:0000000000}");
        _variants.Add(new Variant(id, product, sku, ean, slug, title, name, options, dollars, live, download, sites));
    }
}
