using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Storefold.Planning.Reading;

/// <summary>The <c>gate</c> of a plan.</summary>
internal static partial class GateReader
{
    public static GateRules Read(Section root, Destinations destinations)
    {
        if (!root.Has("gate")) return GateRules.Default;
        var section = root.Inner(PlanKeys.Gate, "gate");
        return new GateRules(
            Prefix(section), Proxies(section), Header(section), Help(section, destinations), Gone(section), section.Line);
    }

    private static string Prefix(Section section)
    {
        if (section.Value("prefix") is not { } value) return GateRules.Default.Prefix;
        var climbs = value.Text.Split('/').Any(part => part is "." or "..");
        if (PrefixShape().IsMatch(value.Text) && !climbs) return value.Text;
        section.Findings.Error(PlanCodes.BadValue, value.Line,
            $"{section.Name("prefix")}: {Words.Quote(value.Text)} is not a path prefix",
            "start with a slash and end without one; use letters, digits, dots, dashes and underscores: /closing");
        return GateRules.Default.Prefix;
    }

    private static IReadOnlyList<string> Proxies(Section section)
    {
        if (section.List("trusted_proxies", mayBeEmpty: true) is not { } items) return GateRules.Default.TrustedProxies;
        List<string> proxies = [];
        foreach (var item in items)
        {
            if (Proxy(item.Text) is { } proxy) proxies.Add(proxy);
            else
                section.Findings.Error(PlanCodes.BadValue, item.Line,
                    $"{section.Name("trusted_proxies")}: {Words.Quote(item.Text)} is neither an IP address nor a range",
                    "write an address such as 127.0.0.1 or \"::1\", or a range such as 10.1.0.0/16: its first address "
                    + "and its bits, never everybody's (/0)");
        }

        return proxies;
    }

    /// <summary>As .NET writes it; null when it is none. Short forms such as 127.1 read differently to each parser.</summary>
    private static string? Proxy(string text)
    {
        var parts = text.Split('/');
        var plain = parts[0].Contains(':', StringComparison.Ordinal)
            ? !parts[0].Contains('%', StringComparison.Ordinal) && !parts[0].Contains('[', StringComparison.Ordinal)
            : DottedQuad().IsMatch(parts[0]);
        if (!plain || !IPAddress.TryParse(parts[0], out var address)) return null;
        // 010.0.0.1 is 8.0.0.1 to some.
        if (address.AddressFamily is AddressFamily.InterNetwork && !address.ToString().Is(parts[0])) return null;
        if (parts.Length == 1) return address.ToString();
        return IPNetwork.TryParse(text, out var range) && range.PrefixLength > 0 && range.BaseAddress.Equals(address)
            ? range.ToString() : null;
    }

    private static string? Header(Section section)
    {
        if (section.Value("country_header") is not { } value) return null;
        if (HeaderShape().IsMatch(value.Text)) return value.Text;
        section.Findings.Error(PlanCodes.BadValue, value.Line,
            $"{section.Name("country_header")}: {Words.Quote(value.Text)} is not the name of a header",
            "use letters, digits and dashes, such as X-Country");
        return null;
    }

    private static string? Help(Section section, Destinations destinations)
    {
        if (section.Value("help") is not { } value) return null;
        if (Destinations.Read(value, section.Name("help"), section.Findings) is not { } address) return null;
        destinations.Redirect(address, value.Line);
        return address.Https;
    }

    private static IReadOnlyList<string> Gone(Section section)
    {
        List<string> patterns = [];
        foreach (var item in section.List("gone", mayBeEmpty: true) ?? [])
        {
            var text = item.Text;
            var (address, problem) = Addresses.Read(text.StartsWith('/') ? "host" + text : "");
            if (!text.StartsWith('/')) problem = "it does not start with a slash";
            else if (text.IndexOf('*', StringComparison.Ordinal) is >= 0 and var star && star < text.Length - 1)
                problem = "it has a * before its end";
            else if (address is { Query.Length: > 0 }) problem = "it has a query (?)";
            else if (address is not null)
            {
                patterns.Add(address.Path);
                continue;
            }

            section.Findings.Error(PlanCodes.BadValue, item.Line,
                $"{section.Name("gone")}: {Words.Quote(text)} is not a path: {problem}",
                "write the path below the site's address, such as /flash-sale, or with any rest /flash-sale/*");
        }

        return patterns;
    }

    [GeneratedRegex(@"^(/[A-Za-z0-9._~-]{1,60}){1,4}\z", RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex PrefixShape();

    [GeneratedRegex(@"^[0-9]{1,3}(\.[0-9]{1,3}){3}\z", RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex DottedQuad();

    [GeneratedRegex(@"^[A-Za-z0-9-]{1,60}\z", RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex HeaderShape();
}
