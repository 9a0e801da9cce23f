namespace Storefold.Domains;

/// <summary>Names in the DNS: lower case, without the dot at the end.</summary>
internal static class DomainNames
{
    /// <summary>True for the domain itself and for every name below it.</summary>
    public static bool IsUnder(string name, string domain) =>
        string.Equals(name, domain, StringComparison.Ordinal)
        || (name.Length > domain.Length && name.EndsWith(domain, StringComparison.Ordinal) && name[^(domain.Length + 1)] == '.');

    /// <summary>The name without its first label, or null when one label is left.</summary>
    public static string? Above(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 || name.IndexOf('.', dot + 1) < 0 ? null : name[(dot + 1)..];
    }

    /// <summary>True when a certificate's name covers a host: the same, or <c>*.</c> for exactly one label (RFC 6125).</summary>
    public static bool Covers(string pattern, string host)
    {
        if (!pattern.StartsWith("*.", StringComparison.Ordinal)) return string.Equals(pattern, host, StringComparison.OrdinalIgnoreCase);
        var dot = host.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && string.Equals(pattern[2..], host[(dot + 1)..], StringComparison.OrdinalIgnoreCase);
    }
}
