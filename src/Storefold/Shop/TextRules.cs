using System.Globalization;
using System.Text;

namespace Storefold.Shop;

/// <summary>
/// What identity rules need to know about text. Keys are compared ordinally, never by a culture: culture-aware
/// comparison equates <c>a</c> with <c>a</c> + ZERO WIDTH SPACE, and Turkish and Kelvin letters with ASCII ones.
/// </summary>
public static class TextRules
{
    /// <summary>
    /// Refuses to go on without real Unicode normalisation. Under <c>InvariantGlobalization</c> and without ICU it
    /// silently returns its input, and every key that rests on it would be wrong. Call once at start-up.
    /// </summary>
    /// <exception cref="InvalidOperationException">Normalisation does nothing here.</exception>
    public static void RequireIcu() => RequireIcu(static text => text.Normalize(NormalizationForm.FormKC));

    internal static void RequireIcu(Func<string, string> compose)
    {
        // LATIN SMALL LIGATURE FI, FULLWIDTH A, e + COMBINING ACUTE.
        if (string.Equals(compose("\uFB01\uFF21e\u0301"), "fiA\u00E9", StringComparison.Ordinal)) return;
        throw new InvalidOperationException(
            "Unicode normalisation does not work here, so e-mail addresses, names and codes cannot be compared safely. "
            + "Install the ICU library (Debian: libicu) and run without DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.");
    }

    /// <summary>
    /// True for what a reader cannot see: controls, format and direction marks, and the other characters that Unicode
    /// calls default-ignorable (fillers, variation selectors). Two texts that differ only by these look the same.
    /// </summary>
    public static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format => true,
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        _ => rune.Value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F)
            or 0x3164 or 0xFFA0 or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0000 and <= 0xE0FFF),
    };

    /// <summary>The text with half surrogate pairs replaced by U+FFFD; normalisation throws on them.</summary>
    public static string WellFormed(string text)
    {
        if (Ascii.IsValid(text)) return text;
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) result.Append(rune);
        return result.ToString();
    }

    /// <summary>The text without what <see cref="IsInvisible"/> says.</summary>
    public static string WithoutInvisible(string text) => text.AsSpan().ContainsAnyExceptInRange(' ', '~')
        ? Keep(text, static rune => !IsInvisible(rune))
        : text;

    /// <summary>The text without accents and other combining marks, decomposed by compatibility (NFKD).</summary>
    public static string WithoutMarks(string text) => Keep(
        WellFormed(text).Normalize(NormalizationForm.FormKD),
        static rune =>
            Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark));

    /// <summary>ASCII letters in lower case, everything else as it is.</summary>
    public static string AsciiLower(string text) =>
        string.Create(text.Length, text, static (target, source) =>
        {
            for (var index = 0; index < target.Length; index++)
            {
                var letter = source[index];
                target[index] = char.IsAsciiLetterUpper(letter) ? (char)(letter | 0x20) : letter;
            }
        });

    private static string Keep(string text, Func<Rune, bool> wanted)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (wanted(rune)) result.Append(rune);
        }

        return result.ToString();
    }
}
