using Storefold.Planning;

namespace Storefold.Deciding;

/// <summary>What answers at one host.</summary>
/// <param name="Sites">Its sites, longest path prefix first.</param>
/// <param name="App">The app whose API it is, or null.</param>
internal sealed record HostEntry(IReadOnlyList<SiteModel> Sites, AppModel? App)
{
    /// <summary>Whether a site that goes on is on this host: what lies above all prefixes is then its as well.</summary>
    public bool HasKept { get; } = Sites.Any(site => !site.Retires);

    /// <summary>The site of a canonical path and the path below its address, or null where no site has it.</summary>
    public (SiteModel Site, string Below)? Find(string path)
    {
        foreach (var site in Sites)
        {
            if (Below(path, site.PathPrefix) is { } below) return (site, below);
        }

        return null;
    }

    private static string? Below(string path, string prefix)
    {
        if (prefix.Length == 0) return path;
        if (!path.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) return null;
        if (path.Length == prefix.Length) return "/";
        return path[prefix.Length] == '/' ? path[prefix.Length..] : null;
    }
}

/// <summary>The hosts of a plan. There are none in code.</summary>
internal sealed class HostTable
{
    private readonly Dictionary<string, HostEntry> _hosts = new(StringComparer.Ordinal);

    public HostTable(PlanModel plan)
    {
        foreach (var group in plan.Sites.GroupBy(site => site.Host, StringComparer.Ordinal))
            _hosts[group.Key] = new HostEntry([.. group.OrderByDescending(site => site.PathPrefix.Length)], null);
        foreach (var app in plan.Apps)
        {
            // A site's own host stays the site's: `check` refuses an app that claims it.
            foreach (var host in app.Hosts) _hosts.TryAdd(host, new HostEntry([], app));
        }
    }

    public HostEntry? Find(string host) => _hosts.GetValueOrDefault(host);
}
