using System.Text;
using Storefold.Shop;

namespace Storefold.Matching;

/// <summary>
/// Telephone numbers for matching. Only a number with its country (<c>+44…</c>, <c>0044…</c>) is a key: without the
/// country the same digits ring elsewhere.
/// </summary>
public static class PhoneKey
{
    private const int ComparedDigits = 7;
    private const string Separators = "-.()/\u2010\u2011\u2012\u2013";

    /// <summary>
    /// The digits of an international number, country first, 7 to 15 of them; null for anything else.
    /// </summary>
    public static string? Of(string? raw)
    {
        if (Digits(raw) is not { } digits) return null;
        var number = digits.StartsWith('+') ? digits[1..]
            : digits.StartsWith("00", StringComparison.Ordinal) ? digits[2..]
            : null;
        return number is { Length: >= 7 and <= 15 } && number[0] != '0' ? number : null;
    }

    /// <summary>
    /// True when two numbers cannot be one: both are known and their last digits differ. National and international
    /// spellings of a number do not conflict.
    /// </summary>
    public static bool Conflict(string? first, string? second)
    {
        if (Of(first) is { } a && Of(second) is { } b) return !string.Equals(a, b, StringComparison.Ordinal);
        if (Tail(first) is not { } tail || Tail(second) is not { } other) return false;
        return !string.Equals(tail, other, StringComparison.Ordinal);
    }

    private static string? Tail(string? raw) =>
        Digits(raw)?.TrimStart('+') is { Length: >= ComparedDigits } digits ? digits[^ComparedDigits..] : null;

    // A leading plus and the digits; null where letters or an extension make it more than a number.
    private static string? Digits(string? raw)
    {
        if (string.IsNullOrWhiteSpace(raw)) return null;
        var plain = TextRules.WithoutInvisible(TextRules.WellFormed(raw).Normalize(NormalizationForm.FormKC))
            .Trim().Replace("(0)", "", StringComparison.Ordinal);
        var result = new StringBuilder(plain.Length);
        foreach (var letter in plain)
        {
            if (char.IsAsciiDigit(letter) || (letter == '+' && result.Length == 0)) result.Append(letter);
            else if (!char.IsWhiteSpace(letter) && !Separators.Contains(letter, StringComparison.Ordinal)) return null;
        }

        return result.Length > 0 ? result.ToString() : null;
    }
}
