using System.Globalization;
using System.Text;

namespace Storefold.Planning.Reading;

/// <summary>An address in parts that can be compared: ASCII host in lower case, canonical path.</summary>
/// <param name="Host">Without a port.</param>
/// <param name="Path">Empty, or starting with a slash; percent-encoded ASCII.</param>
/// <param name="Query">Empty, or starting with a question mark.</param>
internal sealed record Address(string Host, string Path, string Query)
{
    /// <summary>As an absolute https address.</summary>
    public string Https => "https://" + Host + (Path.Length == 0 ? "/" : Path) + Query;

    /// <summary>Whether it lies under a site's host and path prefix, on a slash boundary.</summary>
    public bool IsUnder(string host, string prefix) =>
        Host.Is(host)
        && (prefix.Length == 0 || Path.Is(prefix)
            || Path.StartsWith(prefix + "/", StringComparison.Ordinal));
}

/// <summary>Hosts and addresses, read strictly: where people will be sent is not repaired by guessing.</summary>
internal static class Addresses
{
    /// <summary>The host in ASCII and lower case; null when it is none.</summary>
    public static string? Host(string text)
    {
        string ascii;
        try
        {
            ascii = new IdnMapping { UseStd3AsciiRules = true }.GetAscii(text).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }

        var labels = ascii.Split('.');
        return ascii.Length <= 253 && labels.All(IsLabel) ? ascii : null;
    }

    /// <summary>Host and path of <c>www.po.co/uk</c>; the problem with it otherwise.</summary>
    public static (Address? Address, string Problem) Read(string text)
    {
        var end = text.AsSpan().IndexOfAny('/', '?', '#');
        var (authority, rest) = end < 0 ? (text, "") : (text[..end], text[end..]);
        if (authority.Contains('@', StringComparison.Ordinal)) return (null, "it names a user");
        if (authority.StartsWith('[')) return (null, "it names a number instead of a host");
        if (authority.Contains(':', StringComparison.Ordinal)) return (null, "it names a port");
        if (Host(authority) is not { } host) return (null, $"{Words.Quote(authority)} is not a host");
        if (rest.Contains('#', StringComparison.Ordinal)) return (null, "it has a fragment (#)");
        var question = rest.IndexOf('?', StringComparison.Ordinal);
        var (path, query) = question < 0 ? (rest, "") : (rest[..question], rest[question..]);
        if (path.Contains("//", StringComparison.Ordinal)) return (null, "its path has a double slash");
        if (path.Split('/').Any(part => part is "." or "..")) return (null, "its path has a . or .. in it");
        return Encode(path) is { } encodedPath && Encode(query) is { } encodedQuery
            ? (new Address(host, encodedPath, encodedQuery), "")
            : (null, "it has a character that no address has");
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-'
        && label.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-');

    /// <summary>Non-ASCII as %XX of its UTF-8, %xx in capitals; null where a character has no place there.</summary>
    private static string? Encode(string text)
    {
        StringBuilder encoded = new();
        for (var at = 0; at < text.Length; at++)
        {
            var letter = text[at];
            if (letter == '%')
            {
                if (at + 2 >= text.Length || !char.IsAsciiHexDigit(text[at + 1]) || !char.IsAsciiHexDigit(text[at + 2]))
                    return null;
                var code = text.Substring(at + 1, 2).ToUpperInvariant();
                // An encoded dot, slash, backslash or control character reads differently to each server on the way.
                if (code is "2E" or "2F" or "5C" || code[0] is '0' or '1' || code is "7F") return null;
                encoded.Append('%').Append(code);
                at += 2;
            }
            else if (char.IsAsciiLetterOrDigit(letter)
                || "-._~!$&'()*+,;=:@/?".Contains(letter, StringComparison.Ordinal))
            {
                encoded.Append(letter);
            }
            else if (char.IsAscii(letter) || !Rune.TryGetRuneAt(text, at, out var rune) || Rune.IsControl(rune)
                || Rune.IsWhiteSpace(rune))
            {
                return null;
            }
            else
            {
                encoded.Append(Uri.EscapeDataString(rune.ToString()));
                at += rune.Utf16SequenceLength - 1;
            }
        }

        return encoded.ToString();
    }
}
