using System.Globalization;

namespace Storefold.Deciding;

/// <summary>One spelling for hosts: lower case, ASCII, without port and without the dot of the root.</summary>
internal static class HostName
{
    private const int Longest = 253;

    /// <summary>The host, or null: what was sent is no name of a host.</summary>
    public static string? Canonical(string host)
    {
        var name = host.AsSpan().Trim();
        var colon = name.LastIndexOf(':');
        if (colon >= 0)
        {
            if (name[(colon + 1)..].ContainsAnyExceptInRange('0', '9')) return null;
            name = name[..colon];
        }

        if (name.EndsWith(".")) name = name[..^1];
        if (name.Length is 0 or > Longest) return null;
        var given = name.ToString();
        var ascii = (System.Text.Ascii.IsValid(given) ? given : Idn(given) ?? "").ToLowerInvariant();
        return ascii.Length > 0 && ascii.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '_') ? ascii : null;
    }

    private static string? Idn(string name)
    {
        try
        {
            return new IdnMapping().GetAscii(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
