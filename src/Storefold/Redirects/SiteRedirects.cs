using Storefold.Packs.Routes;
using Storefold.Planning;

namespace Storefold.Redirects;

/// <summary>Where one old address leads, by the name of the target address.</summary>
/// <param name="Kind">What it was.</param>
/// <param name="Reason">Why it leads there.</param>
/// <param name="Locations">Absolute addresses in the order of <see cref="SiteRedirects.Addresses"/>; null where refused.</param>
public sealed record RedirectEntry(RedirectKind Kind, string Reason, IReadOnlyList<string?> Locations);

/// <summary>The compiled addresses of one retiring site.</summary>
public sealed class SiteRedirects
{
    private readonly Dictionary<string, RedirectEntry> _entries = new(StringComparer.Ordinal);
    private readonly List<string> _paths = [];
    private readonly SafeLocation _guard;
    private readonly string[] _bases;

    internal SiteRedirects(PlanModel plan, SiteModel site, TargetRoutes? routes, SafeLocation guard, IEnumerable<RedirectRow> rows)
    {
        _guard = guard;
        Addresses = new AddressChoice(site);
        _bases = [.. Addresses.Names.Select(name => site.TargetAddresses[name])];
        Home = Entry(RedirectKind.Page, null, "home");
        Help = plan.Gate.Help is { } help ? Entry(RedirectKind.Page, help, "help") : Home;
        OrderLookup = routes?.OrderLookup is { } lookup ? Entry(RedirectKind.Page, lookup, "order_lookup") : Help with { Reason = "order_lookup" };
        Account = routes?.Account is { } account ? Entry(RedirectKind.Page, account, "account") : Home with { Reason = "account" };
        foreach (var row in rows.OrderBy(row => row.Path, StringComparer.Ordinal))
        {
            _paths.Add(row.Path);
            _entries.TryAdd(CanonicalPath.Fold(row.Path), Compile(row));
        }
    }

    /// <summary>The site's target addresses and how one is chosen.</summary>
    public AddressChoice Addresses { get; }

    /// <summary>The target address itself.</summary>
    public RedirectEntry Home { get; }

    /// <summary>For pages without a counterpart.</summary>
    public RedirectEntry Help { get; }

    /// <summary>Where anybody asks for an order.</summary>
    public RedirectEntry OrderLookup { get; }

    /// <summary>The customer's own pages.</summary>
    public RedirectEntry Account { get; }

    /// <summary>Number of old addresses.</summary>
    public int Count => _entries.Count;

    /// <summary>The old addresses below the site's own, in order.</summary>
    public IReadOnlyList<string> Paths => _paths;

    /// <summary>Where a canonical path leads, or null.</summary>
    public RedirectEntry? Find(string path) => _entries.GetValueOrDefault(CanonicalPath.Fold(path));

    /// <summary>The nearest shelf above a path, or null.</summary>
    public RedirectEntry? NearestCategory(string path)
    {
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
        {
            if (Find(path[..slash]) is { Kind: RedirectKind.Category } shelf) return shelf with { Reason = "nearest_category" };
        }

        return null;
    }

    /// <summary>An address of a row that is compiled when it is needed, such as an order's.</summary>
    public string? Compile(string path, int address) => _guard.Compile(_bases[address], path);

    // `help` is what the plan says today, not what it said when the redirects were built.
    private RedirectEntry Compile(RedirectRow row) => row is { Target: null, Reason: "help" }
        ? Help with { Kind = row.Kind }
        : Entry(row.Kind, row.Target, row.Reason);

    private RedirectEntry Entry(RedirectKind kind, string? target, string reason) =>
        new(kind, reason, [.. _bases.Select(address => _guard.Compile(address, target))]);
}
