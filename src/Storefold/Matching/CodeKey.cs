using System.Text;
using Storefold.Shop;

namespace Storefold.Matching;

/// <summary>
/// Coupon codes as the *target's* collation compares them (C1), because that decides which codes collide there. Keys
/// for <c>unicode_ai_ci</c> err towards colliding: a needless suffix is a nuisance, a missed collision loses a coupon.
/// </summary>
public static class CodeKey
{
    /// <summary>Bytes as they are.</summary>
    public const string Binary = "binary";

    /// <summary>ASCII letters without case.</summary>
    public const string NoCase = "nocase";

    /// <summary>Any letters without case, accents, width and trailing spaces.</summary>
    public const string UnicodeAiCi = "unicode_ai_ci";

    /// <summary>The collations that a pack may name.</summary>
    public static IReadOnlyList<string> Collations { get; } = [Binary, NoCase, UnicodeAiCi];

    /// <summary>The key of a code; equal keys collide in the target.</summary>
    /// <exception cref="ArgumentException">There is no such collation.</exception>
    public static string Of(string code, string collation) => collation switch
    {
        Binary => code,
        NoCase => TextRules.AsciiLower(code),
        UnicodeAiCi => Fold(code),
        _ => throw new ArgumentException($"There is no collation '{collation}'.", nameof(collation)),
    };

    private static string Fold(string code)
    {
        var bare = TextRules.WithoutMarks(TextRules.WithoutInvisible(TextRules.WellFormed(code)))
            .ToUpperInvariant().ToLowerInvariant().TrimEnd(' ');
        var result = new StringBuilder(bare.Length);
        foreach (var letter in bare) Append(result, letter);
        return result.ToString();
    }

    // Letters that have no decomposition, and that one collation or another of the servers folds all the same.
    private static void Append(StringBuilder result, char letter) => _ = letter switch
    {
        'ß' => result.Append("ss"),
        'æ' => result.Append("ae"),
        'œ' => result.Append("oe"),
        'ı' => result.Append('i'),
        'ø' => result.Append('o'),
        'ł' => result.Append('l'),
        'đ' => result.Append('d'),
        'ς' => result.Append('σ'),
        _ => result.Append(letter),
    };
}
