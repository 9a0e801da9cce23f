namespace Storefold.Deciding;

/// <summary>Reads single values out of a query; the query as a whole goes nowhere.</summary>
public static class QueryText
{
    private const int Longest = 512;

    /// <summary>The first value of a name, decoded, or null; what is longer than 512 characters counts as absent.</summary>
    public static string? Value(string query, string name)
    {
        foreach (var range in query.AsSpan().Split('&'))
        {
            var pair = query.AsSpan()[range];
            var equals = pair.IndexOf('=');
            if (!Decode(equals < 0 ? pair : pair[..equals]).Equals(name, StringComparison.Ordinal)) continue;
            var value = equals < 0 ? "" : pair[(equals + 1)..];
            return value.Length <= Longest ? Decode(value) : null;
        }

        return null;
    }

    private static string Decode(ReadOnlySpan<char> text) => Uri.UnescapeDataString(text.ToString().Replace('+', ' '));
}
