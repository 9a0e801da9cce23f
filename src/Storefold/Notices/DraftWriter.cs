using System.Globalization;
using System.Text.RegularExpressions;

namespace Storefold.Notices;

/// <summary>
/// Fits an update into a post: as many whole sentences as there is room for, else whole words, and always the address. Length is
/// counted in grapheme clusters, as a reader counts characters.
/// </summary>
internal static partial class DraftWriter
{
    /// <summary>What an address counts on Mastodon, whatever its length (docs.joinmastodon.org, "Posting", Links).</summary>
    public const int MastodonAddress = 23;

    private const string Ellipsis = "…";

    /// <summary>The post.</summary>
    public static string Write(UpdateText update, string address, int limit, string kind)
    {
        foreach (var text in Candidates(update))
        {
            var post = $"{text}\n\n{address}";
            if (Length(post, kind) <= limit) return post;
        }

        var room = limit - Length($"\n\n{address}", kind);
        var cut = Cut(update.Title, room, kind);
        return cut.Length == 0 ? address : $"{cut}\n\n{address}";
    }

    /// <summary>Characters of a post as its channel counts them.</summary>
    public static int Length(string text, string kind) => kind is "mastodon"
        ? Clusters(Address().Replace(text, new string('x', MastodonAddress)))
        : Clusters(text);

    // From all of it down to the title alone, a sentence less at a time.
    private static IEnumerable<string> Candidates(UpdateText update)
    {
        var end = Terminal().IsMatch(update.Title) ? "" : ".";
        var sentences = Sentences().Split(update.Text).Where(sentence => sentence.Trim().Length > 0).ToList();
        for (var count = sentences.Count; count > 0; count--)
            yield return $"{update.Title}{end} {string.Concat(sentences.Take(count)).Trim()}";
        yield return update.Title;
    }

    private static string Cut(string text, int room, string kind)
    {
        var words = text.Split(' ');
        for (var count = words.Length - 1; count > 0; count--)
        {
            var shorter = string.Join(' ', words.Take(count)).TrimEnd(',', ':', ';', '،') + Ellipsis;
            if (Length(shorter, kind) <= room) return shorter;
        }

        return "";
    }

    private static int Clusters(string text)
    {
        var count = 0;
        for (var index = 0; index < text.Length; index += StringInfo.GetNextTextElementLength(text, index)) count++;
        return count;
    }

    [GeneratedRegex(@"https://\S+", RegexOptions.None, 1000)]
    private static partial Regex Address();

    // A sentence keeps its stop and its space. A stop inside a number or an address has no space behind it.
    [GeneratedRegex(@"(?<=[.!?।؟]\s+)(?=\S)", RegexOptions.None, 1000)]
    private static partial Regex Sentences();

    [GeneratedRegex(@"[.!?।؟…]$", RegexOptions.None, 1000)]
    private static partial Regex Terminal();
}
