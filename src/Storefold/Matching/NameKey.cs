using System.Globalization;
using System.Text;
using Storefold.Shop;

namespace Storefold.Matching;

/// <summary>
/// Names for comparing: composed by compatibility (NFKC), case folded ordinally, words in any order. Only ever a reason
/// against a merge, never one for it.
/// </summary>
public static class NameKey
{
    /// <summary>The key of the given parts together; null when they hold no name.</summary>
    public static string? Of(params IReadOnlyList<string?> parts)
    {
        var words = new List<string>();
        foreach (var part in parts)
        {
            if (part is not null) AddWords(words, part);
        }

        words.Sort(StringComparer.Ordinal);
        return words.Count > 0 ? string.Join(' ', words) : null;
    }

    private static void AddWords(List<string> words, string part)
    {
        // Joiners are how Indic scripts are typed and carry no identity.
        var text = TextRules.WithoutInvisible(TextRules.WellFormed(part).Normalize(NormalizationForm.FormKC))
            .ToUpperInvariant().ToLowerInvariant();
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Separates(rune))
            {
                word.Append(rune);
                continue;
            }

            Flush(words, word);
        }

        Flush(words, word);
    }

    private static void Flush(List<string> words, StringBuilder word)
    {
        if (word.Length > 0) words.Add(word.ToString());
        word.Clear();
    }

    private static bool Separates(Rune rune) => Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is
        >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherPunctuation;
}
