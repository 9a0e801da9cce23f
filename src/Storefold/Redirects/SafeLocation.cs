using Storefold.Planning;

namespace Storefold.Redirects;

/// <summary>
/// The last word on where a browser may be sent: absolute https, ASCII, no user, no port, a host of the plan's allow-list,
/// and never a host that retires, which would lead in a circle.
/// </summary>
public sealed class SafeLocation
{
    private const string Https = "https://";
    private readonly HashSet<string> _allowed;
    private readonly List<(string Host, string Prefix, bool Retires)> _sites;

    /// <summary>The rules of a plan.</summary>
    public SafeLocation(PlanModel plan)
    {
        _allowed = new HashSet<string>(plan.AllowedHosts, StringComparer.Ordinal);
        foreach (var host in plan.Apps.SelectMany(app => app.Hosts)) _allowed.Remove(host);
        _sites = [.. plan.Sites.OrderByDescending(site => site.PathPrefix.Length).Select(site => (site.Host, site.PathPrefix, site.Retires))];
    }

    /// <summary>True when a browser may be sent there.</summary>
    public bool Allows(string location)
    {
        if (!location.StartsWith(Https, StringComparison.Ordinal)) return false;
        foreach (var letter in location)
        {
            if (letter is <= ' ' or >= '\x7f' or '\\' or '"' or '<' or '>' or '^' or '`' or '{' or '|' or '}') return false;
        }

        var rest = location.AsSpan(Https.Length);
        var end = rest.IndexOfAny('/', '?', '#');
        var host = (end < 0 ? rest : rest[..end]).ToString();
        // A host with a user or a port is none of the allow-list, which holds bare hosts.
        return _allowed.Contains(host) && !Retires(host, end < 0 ? "" : rest[end..].ToString());
    }

    /// <summary>A path below a target address, or null where a browser may not be sent there.</summary>
    /// <param name="address">The target address, absolute.</param>
    /// <param name="path">Path starting with a slash, or an absolute address, or null: the target address itself.</param>
    public string? Compile(string address, string? path)
    {
        var location = path switch
        {
            null or "" => address,
            ['/', ..] => Below(address, path),
            _ => path,
        };
        return Allows(location) ? location : null;
    }

    // Never `new Uri(base, path)`: a path such as //host would replace the host.
    private static string Below(string address, string path)
    {
        var end = address.AsSpan().IndexOfAny('?', '#');
        return (end < 0 ? address : address[..end]).TrimEnd('/') + CanonicalPath.Of(path);
    }

    private bool Retires(string host, string rest)
    {
        var end = rest.AsSpan().IndexOfAny('?', '#');
        var path = CanonicalPath.Of(end < 0 ? rest : rest[..end]);
        foreach (var (siteHost, prefix, retires) in _sites)
        {
            if (!string.Equals(host, siteHost, StringComparison.Ordinal)) continue;
            if (prefix.Length == 0 || path.Equals(prefix, StringComparison.OrdinalIgnoreCase)
                || path.StartsWith(prefix + "/", StringComparison.OrdinalIgnoreCase)) return retires;
        }

        // Above all prefixes of a host that retires the gate answers too.
        return _sites.Exists(site => site.Retires && string.Equals(site.Host, host, StringComparison.Ordinal));
    }
}
