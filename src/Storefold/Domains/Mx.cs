namespace Storefold.Domains;

/// <summary>Reads MX records.</summary>
internal static class Mx
{
    /// <summary>True for the null MX of RFC 7505: the domain takes no mail.</summary>
    public static bool IsNull(DnsRecord record) => Server(record).Length == 0;

    /// <summary>The mail servers that an answer names.</summary>
    public static IEnumerable<string> Servers(DnsAnswer? answer) =>
        (answer?.Records ?? []).Select(Server).Where(server => server.Length > 0).Distinct(StringComparer.Ordinal);

    private static string Server(DnsRecord record)
    {
        var space = record.Value.IndexOf(' ', StringComparison.Ordinal);
        return (space < 0 ? record.Value : record.Value[(space + 1)..]).TrimEnd('.');
    }
}
