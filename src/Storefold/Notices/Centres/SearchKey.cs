using System.Text;
using Storefold.Shop;

namespace Storefold.Notices.Centres;

/// <summary>
/// Text as somebody types it who does not have the letters: <c>Munchen</c> and <c>Muenchen</c> find <c>München</c>. For
/// searching only; identity rules have their own keys.
/// </summary>
internal static class SearchKey
{
    private static readonly (string Letter, string Plain, string Long)[] Letters =
    [
        ("ß", "ss", "ss"), ("ø", "o", "oe"), ("æ", "ae", "ae"), ("œ", "oe", "oe"), ("å", "a", "aa"), ("ä", "a", "ae"),
        ("ö", "o", "oe"), ("ü", "u", "ue"),
        ("ł", "l", "l"), ("đ", "d", "d"), ("ð", "d", "d"), ("þ", "th", "th"), ("ı", "i", "i"),
    ];

    /// <summary>Both ways to write it without accents: the letter alone, and the letter written out.</summary>
    public static IReadOnlyList<string> Of(string text)
    {
        var lower = TextRules.WellFormed(text).Normalize(NormalizationForm.FormC).ToLowerInvariant();
        string[] both = [Fold(lower, letter => letter.Plain), Fold(lower, letter => letter.Long)];
        return [.. both.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Whether a text has what was typed in it.</summary>
    public static bool Finds(IReadOnlyList<string> key, string typed) =>
        Of(typed).Any(wanted => key.Any(text => text.Contains(wanted, StringComparison.Ordinal)));

    private static string Fold(string lower, Func<(string Letter, string Plain, string Long), string> plain)
    {
        foreach (var letter in Letters) lower = lower.Replace(letter.Letter, plain(letter), StringComparison.Ordinal);
        return new string([.. TextRules.WithoutMarks(lower).Where(char.IsLetterOrDigit)]);
    }
}
