namespace Storefold.Planning.Reading;

/// <summary>A host in ASCII and lower case, and its line.</summary>
internal sealed record HostAt(string Host, int Line);

/// <summary>Lists of hosts.</summary>
internal static class Hosts
{
    /// <summary>The hosts of a key, each once; what is none is reported. Null where the key is not written.</summary>
    public static IReadOnlyList<HostAt>? Read(Section section, string key, bool mayBeEmpty, string example)
    {
        if (section.List(key, mayBeEmpty) is not { } items) return null;
        List<HostAt> hosts = [];
        foreach (var item in items)
        {
            if (Addresses.Host(item.Text) is { } host) hosts.Add(new HostAt(host, item.Line));
            else
                section.Findings.Error(PlanCodes.BadHost, item.Line,
                    $"{section.Name(key)}: {Words.Quote(item.Text)} is not a host",
                    $"write the host alone, without scheme, port, path and wildcard, such as {example}");
        }

        return [.. hosts.DistinctBy(host => host.Host, StringComparer.Ordinal)];
    }

    /// <summary>Whether a host is the domain or lies under it, both in ASCII and lower case.</summary>
    public static bool IsUnder(this string host, string domain) =>
        domain.Length > 0 && (host.Is(domain) || host.EndsWith("." + domain, StringComparison.Ordinal));
}
