using System.Globalization;
using System.Text;
using Storefold.Shop;

namespace Storefold.Matching;

/// <summary>Domains of e-mail addresses in the one form that names are looked up by: IDN's ASCII, lower case.</summary>
internal static class EmailDomain
{
    private static readonly IdnMapping Idn = new() { AllowUnassigned = false, UseStd3AsciiRules = true };

    /// <summary>The domain in ASCII, or null when it is none or not written in its own letters.</summary>
    public static string? ToKey(string domain)
    {
        if (domain.Length > 253 || domain.StartsWith('.') || domain.EndsWith('.')) return null;
        if (IsPlain(domain)) return TextRules.AsciiLower(domain) is var plain && IsHostName(plain) ? plain : null;
        if (HasForeignAscii(domain)) return null;
        try
        {
            var ascii = Idn.GetAscii(domain).ToLowerInvariant();
            var readable = Idn.GetUnicode(ascii);
            return IsHostName(ascii) && SameLetters(domain, ascii, readable) ? ascii : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The domain as people read it; what cannot be decoded stays as it is.</summary>
    public static string ToUnicode(string domain)
    {
        if (IsPlain(domain)) return domain;
        try
        {
            return Idn.GetUnicode(domain);
        }
        catch (ArgumentException)
        {
            return domain;
        }
    }

    // Nothing that IDN would change: the most of all domains, and ten times faster.
    private static bool IsPlain(string domain) =>
        Ascii.IsValid(domain) && !domain.Contains("xn--", StringComparison.OrdinalIgnoreCase);

    // Kelvin sign, full-width letters, ideographic full stop: IDN maps them to ASCII. An address that uses them was
    // made to look like another one, so it gets no key of its own and above all not the other one's.
    private static bool HasForeignAscii(string domain)
    {
        foreach (var rune in domain.EnumerateRunes())
        {
            if (rune.IsAscii) continue;
            if (rune.Value is 0x3002 or 0xFF0E or 0xFF61) return true;
            var plain = rune.ToString().Normalize(NormalizationForm.FormKC);
            if (Ascii.IsValid(plain)) return true;
        }

        return false;
    }

    // IDN also maps letters to other letters (a capital sharp s to ss). Only case and composition may change, and a
    // punycode label must be the one its own text encodes to.
    private static bool SameLetters(string domain, string ascii, string readable)
    {
        if (!string.Equals(Idn.GetAscii(readable), ascii, StringComparison.OrdinalIgnoreCase)) return false;
        if (Ascii.IsValid(domain)) return true;
        var given = Idn.GetUnicode(domain.Normalize(NormalizationForm.FormC).ToLowerInvariant());
        return string.Equals(given, readable, StringComparison.Ordinal);
    }

    private static bool IsHostName(string ascii)
    {
        foreach (var label in ascii.Split('.'))
        {
            if (label.Length is 0 or > 63 || label[0] == '-' || label[^1] == '-') return false;
            if (!label.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-')) return false;
        }

        return true;
    }
}
