using Storefold.Redirects;

namespace Storefold.Deciding;

/// <summary>A request target taken apart and cleaned once; nobody behind it looks at the raw one again.</summary>
/// <param name="Authority">Host of an absolute target (RFC 9112, 3.2.2: it counts before the Host header), or null.</param>
/// <param name="Path">Canonical path.</param>
/// <param name="LoosestPath">The path as the most obliging server would read it; see <see cref="CanonicalPath.Loosest"/>.</param>
/// <param name="Query">Query without its question mark; may be empty.</param>
internal sealed record RequestTarget(string? Authority, string Path, string LoosestPath, string Query)
{
    public static RequestTarget Read(string raw)
    {
        string? authority = null;
        var rest = raw;
        if (!raw.StartsWith('/') && raw.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme)
        {
            rest = raw[(scheme + 3)..];
            var end = rest.AsSpan().IndexOfAny('/', '?', '#');
            authority = end < 0 ? rest : rest[..end];
            rest = end < 0 ? "" : rest[end..];
        }

        var hash = rest.IndexOf('#', StringComparison.Ordinal);
        if (hash >= 0) rest = rest[..hash];
        var question = rest.IndexOf('?', StringComparison.Ordinal);
        var (path, query) = question < 0 ? (rest, "") : (rest[..question], rest[(question + 1)..]);
        if (path is "*") path = "/"; // OPTIONS * asks the server as a whole
        var canonical = CanonicalPath.Of(path);
        var isPlain = path.AsSpan().IndexOfAny('%', '\\', ';') < 0;
        return new RequestTarget(authority, canonical, isPlain ? canonical : CanonicalPath.Loosest(path), query);
    }
}
