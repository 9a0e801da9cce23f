using System.Collections.Frozen;
using System.Text;
using Storefold.Shop;

namespace Storefold.Matching;

/// <summary>
/// Folds letters that look alike into one: the common Cyrillic and Greek doubles of Latin letters, dotless i, long s,
/// and what compatibility normalisation and marks hide. A small set on purpose: it finds pairs that must *not* be
/// merged, so a letter that is missing here costs a hint to a person and nothing else.
/// </summary>
internal static class Confusables
{
    // Capitals have rows of their own where they resemble another letter than their small form (Greek eta: H and n).
    private static readonly FrozenDictionary<char, char> Twins = Pairs(
        "АаВвЕеКкМмНнОоРрСсТтХхУуЅѕІіЈјԀԁһԚԛԜԝӀӏѴѵ", "aabbeekkmmhhooppccttxxyyssiijjddhqqwwllvv",
        "ΑαΒβΕεΖΗηΙικΚΜΝνΟοΡρΤτΥυΧχωϲϳγ", "aabbeezhniikkmnvoopptty" + "uxxwcjy",
        "ıſɑɡɩʏøØłŁđĐ", "isagiyoolldd");

    /// <summary>The text with look-alikes folded, in lower case. Equal for texts that a reader may confuse.</summary>
    public static string Skeleton(string text)
    {
        if (Ascii.IsValid(text)) return TextRules.AsciiLower(text);
        var plain = TextRules.WithoutMarks(Fold(text));
        return Fold(plain).ToLowerInvariant();
    }

    private static string Fold(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var letter in text) result.Append(Twins.GetValueOrDefault(letter, letter));
        return result.ToString();
    }

    private static FrozenDictionary<char, char> Pairs(params string[] rows)
    {
        var pairs = new Dictionary<char, char>();
        for (var row = 0; row < rows.Length; row += 2)
        {
            for (var index = 0; index < rows[row].Length; index++) pairs.Add(rows[row][index], rows[row + 1][index]);
        }

        return pairs.ToFrozenDictionary();
    }
}
