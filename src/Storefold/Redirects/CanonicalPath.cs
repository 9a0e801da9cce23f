using System.Globalization;
using System.Text;

namespace Storefold.Redirects;

/// <summary>
/// One spelling for paths that mean the same (RFC 3986, 6.2.2): unreserved characters decoded, hex digits in capitals, dot
/// segments and double slashes removed, no slash at the end but for the root. Whatever else is no path becomes encoded,
/// so the result is always ASCII that may stand in a header.
/// </summary>
public static class CanonicalPath
{
    private const string Hex = "0123456789ABCDEF";

    /// <summary>The canonical form of a path without query.</summary>
    public static string Of(string path) => Join(Spell(path));

    /// <summary>
    /// The path as the most obliging server would read it: everything decoded, twice if need be, backslashes taken for
    /// slashes, parameters of segments dropped. Only for refusing: a purchase must not slip through in disguise.
    /// </summary>
    public static string Loosest(string path)
    {
        var text = path;
        for (var round = 0; round < 2 && text.Contains('%', StringComparison.Ordinal); round++) text = Uri.UnescapeDataString(text);
        text = text.Replace('\\', '/');
        var parts = text.Split('/').Select(part => part.IndexOf(';', StringComparison.Ordinal) is >= 0 and var at ? part[..at] : part);
        return Join(Spell(string.Join('/', parts)));
    }

    /// <summary>The key by which paths are looked up: two spellings of one path in different cases are one.</summary>
    public static string Fold(string canonical) => canonical.ToLowerInvariant();

    private static string Spell(string path)
    {
        var spelled = new StringBuilder(path.Length + 8);
        for (var at = 0; at < path.Length; at++)
        {
            var letter = path[at];
            if (letter == '%' && at + 2 < path.Length && char.IsAsciiHexDigit(path[at + 1]) && char.IsAsciiHexDigit(path[at + 2]))
            {
                var code = byte.Parse(path.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                if (IsUnreserved((char)code)) spelled.Append((char)code);
                else AppendEncoded(spelled, code);
                at += 2;
            }
            else if (IsUnreserved(letter) || "!$&'()*+,;=:@/".Contains(letter, StringComparison.Ordinal))
            {
                spelled.Append(letter);
            }
            else if (char.IsAscii(letter))
            {
                AppendEncoded(spelled, (byte)letter);
            }
            else
            {
                at += AppendRune(spelled, path, at);
            }
        }

        return spelled.ToString();
    }

    private static int AppendRune(StringBuilder spelled, string path, int at)
    {
        // A lone surrogate becomes U+FFFD, as everywhere in the framework.
        var rune = Rune.TryGetRuneAt(path, at, out var whole) ? whole : Rune.ReplacementChar;
        Span<byte> bytes = stackalloc byte[4];
        foreach (var code in bytes[..rune.EncodeToUtf8(bytes)]) AppendEncoded(spelled, code);
        return whole == default ? 0 : whole.Utf16SequenceLength - 1;
    }

    private static string Join(string spelled)
    {
        List<string> segments = [];
        foreach (var segment in spelled.Split('/'))
        {
            if (segment is "" or ".") continue;
            if (segment is not "..") segments.Add(segment);
            else if (segments.Count > 0) segments.RemoveAt(segments.Count - 1);
        }

        return "/" + string.Join('/', segments);
    }

    private static void AppendEncoded(StringBuilder spelled, byte code) => spelled.Append('%').Append(Hex[code >> 4]).Append(Hex[code & 15]);

    private static bool IsUnreserved(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '_' or '~';
}
