using System.Globalization;
using System.Text;
using Storefold.Planning;

namespace Storefold.Announcing;

/// <summary>
/// How long a channel finds a text. Letters are counted as people see them (grapheme clusters). Mastodon counts every link as
/// 23 characters, whatever its length (docs.joinmastodon.org, Instance, <c>characters_reserved_per_url</c>).
/// </summary>
public static class PostLength
{
    private const int MastodonLink = 23;
    private const string Closing = ".,;:!?)]}'\"";

    /// <summary>Length of a text on a channel.</summary>
    public static int Of(ChannelModel channel, string text)
    {
        var rest = new StringBuilder();
        var (links, from) = (0, 0);
        while (channel.Kind is "mastodon" && NextLink(text, from) is var (start, end) && start >= 0)
        {
            rest.Append(text, from, start - from);
            (links, from) = (links + 1, end);
        }

        rest.Append(text, from, text.Length - from);
        return (links * MastodonLink) + new StringInfo(rest.ToString()).LengthInTextElements;
    }

    /// <summary>The last link in a text, or null.</summary>
    public static string? LastLink(string text)
    {
        string? last = null;
        for (var link = NextLink(text, 0); link.Start >= 0; link = NextLink(text, link.End)) last = text[link.Start..link.End];
        return last;
    }

    private static (int Start, int End) NextLink(string text, int from)
    {
        var start = text.IndexOf("http", from, StringComparison.Ordinal);
        for (; start >= 0; start = text.IndexOf("http", start + 4, StringComparison.Ordinal))
        {
            var rest = text.AsSpan(start);
            var scheme = rest.StartsWith("https://", StringComparison.Ordinal) ? 8 : rest.StartsWith("http://", StringComparison.Ordinal) ? 7 : 0;
            if (scheme == 0) continue;
            var end = start + scheme;
            while (end < text.Length && !char.IsWhiteSpace(text[end])) end++;
            while (end > start + scheme && Closing.Contains(text[end - 1], StringComparison.Ordinal)) end--;
            if (end > start + scheme) return (start, end);
        }

        return (-1, -1);
    }
}
