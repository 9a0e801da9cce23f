namespace Storefold.Packs.Routes;

/// <summary>
/// A path below a site's address, as a pack writes it: <c>/orders/{number}</c>, <c>POST /api/cart/{rest*}</c>.
/// <c>{name}</c> stands for one segment, <c>{name*}</c> for any rest, none included. Letters match in either case. There
/// are no regular expressions: matching takes one pass.
/// </summary>
public sealed class RoutePattern
{
    private readonly Segment[] _segments;

    private RoutePattern(string text, string? method, Segment[] segments)
    {
        Text = text;
        Method = method;
        _segments = segments;
    }

    /// <summary>As the pack writes it.</summary>
    public string Text { get; }

    /// <summary>The only method that it is about, in capitals, or null: every one.</summary>
    public string? Method { get; }

    /// <summary>Names in braces, in their order.</summary>
    public IEnumerable<string> Names => _segments.Select(segment => segment.Name).OfType<string>();

    /// <summary>Reads a pattern; the problem with it otherwise.</summary>
    public static (RoutePattern? Pattern, string Problem) Parse(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        var (method, path) = space < 0 ? (null, text) : (text[..space], text[(space + 1)..]);
        if (method is not null && (method.Length == 0 || !method.All(char.IsAsciiLetterUpper))) return (null, "its method is not in capitals");
        if (path is not ['/', ..]) return (null, "its path does not start with a slash");
        if (path.AsSpan().ContainsAny(" ?#\\")) return (null, "it is not a path: it has a blank, ?, # or backslash");
        List<Segment> segments = [];
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (segments is [.., { IsRest: true }]) return (null, "something follows a {name*}");
            if (Segment.Parse(part) is not { } segment) return (null, $"'{part}' is neither letters nor one {{name}}");
            segments.Add(segment);
        }

        return (new RoutePattern(text, method, [.. segments]), "");
    }

    /// <summary>
    /// What stands in place of the names, in their order; null when the request is another one. HEAD counts as GET.
    /// </summary>
    /// <param name="method">Method of the request, in capitals.</param>
    /// <param name="path">Canonical path below the site's address: <c>/</c>, or without a slash at its end.</param>
    public IReadOnlyList<string>? Match(string method, string path)
    {
        if (Method is not null && !string.Equals(Method, method is "HEAD" ? "GET" : method, StringComparison.Ordinal)) return null;
        return MatchPath(path);
    }

    /// <summary>As <see cref="Match"/>, whatever the method.</summary>
    public IReadOnlyList<string>? MatchPath(string path)
    {
        var found = new List<string>();
        var rest = path.AsSpan().Trim('/');
        foreach (var segment in _segments)
        {
            if (segment.IsRest)
            {
                found.Add(rest.ToString());
                return found;
            }

            if (rest.IsEmpty) return null;
            var end = rest.IndexOf('/');
            var part = end < 0 ? rest : rest[..end];
            if (!segment.Takes(part)) return null;
            if (segment.Name is not null) found.Add(part.ToString());
            rest = end < 0 ? [] : rest[(end + 1)..];
        }

        return rest.IsEmpty ? found : null;
    }

    /// <summary>The path with values in place of the names; null where one is missing.</summary>
    public string? Fill(Func<string, string?> value)
    {
        var path = new System.Text.StringBuilder();
        foreach (var segment in _segments)
        {
            path.Append('/').Append(segment.Literal);
            if (segment.Name is null) continue;
            if (value(segment.Name) is not { Length: > 0 } text) return null;
            path.Append(segment.IsRest ? string.Join('/', text.Split('/').Select(Uri.EscapeDataString)) : Uri.EscapeDataString(text));
        }

        return path.Length == 0 ? "/" : path.ToString();
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private sealed record Segment(string Literal, string? Name, bool IsRest)
    {
        public static Segment? Parse(string text)
        {
            if (!text.AsSpan().ContainsAny('{', '}')) return new Segment(text, null, false);
            if (text is not ['{', .. var name, '}']) return null;
            var isRest = name.EndsWith('*');
            if (isRest) name = name[..^1];
            return name.Length > 0 && name.All(letter => char.IsAsciiLetterLower(letter) || letter is '_')
                ? new Segment("", name, isRest)
                : null;
        }

        public bool Takes(ReadOnlySpan<char> part) => Name is not null || part.Equals(Literal, StringComparison.OrdinalIgnoreCase);
    }
}
