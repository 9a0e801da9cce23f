using System.Globalization;

namespace Storefold.Planning.Reading;

/// <summary>The options of a server's address: <c>sslmode=require&amp;statement_timeout=60</c>.</summary>
internal static class ServerOptions
{
    private const int MostSeconds = 86_400;

    public static (string Reason, string Hint)? Read(string query, ServerKind kind, out IReadOnlyDictionary<string, string> options)
    {
        Dictionary<string, string> read = new(StringComparer.Ordinal);
        options = read;
        foreach (var part in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? part : part[..equals];
            if (!kind.Options.TryGetValue(name, out var values))
                return ("has an option that is not known", $"known: {Words.List(kind.Options.Keys.Select(known => known + "="))}");
            var value = equals < 0 ? "" : ServerAddress.Decode(part[(equals + 1)..]) ?? "";
            if (Complaint(value, values) is { } hint) return ($"has a value of {name}= that it cannot have", hint);
            if (!read.TryAdd(name, value)) return ($"has the option {name}= twice", "leave one of them out");
        }

        return null;
    }

    private static string? Complaint(string value, IReadOnlyList<string> values)
    {
        if (values is [ServerKind.Seconds])
        {
            return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= MostSeconds
                ? null
                : "write a whole number of seconds up to 86400, or 0 for no limit";
        }

        if (values.Count > 0) return values.Contains(value, StringComparer.Ordinal) ? null : $"known: {Words.List(values)}";
        return value.Length == 0 ? "write a value behind the =" : null;
    }
}
