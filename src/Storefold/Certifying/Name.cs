using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Storefold.Certifying;

/// <summary>
/// A name in the certificate: a site, an entity, a field, a rule, a programme, a currency. Up to 64 letters, digits and
/// <c>_ - . / * :</c>, with a letter or star in it and never six digits in a row. Names come from the plan, the packs
/// and the model. The narrow form is a second fence for those that a shop's data could reach, such as a programme: no
/// e-mail address, telephone number or long order number fits, and <see cref="From"/> withholds what does not fit.
/// </summary>
public readonly record struct Name : IComparable<Name>
{
    private const int MaxLength = 64;
    private const int MaxDigitRun = 5;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./*:");

    private readonly string? _text;

    private Name(string text) => _text = text;

    /// <summary>The name itself.</summary>
    public string Text => _text ?? "-";

    /// <summary>
    /// The text where it is a name; blanks become dashes; anything else becomes <c>withheld-</c> and 16 bits of its
    /// SHA-256: enough to tell two such names apart, too little to find out what they were.
    /// </summary>
    public static Name From(string text)
    {
        if (TryParse(text, out var name) || TryParse(text.Trim().Replace(' ', '-'), out name)) return name;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return new(string.Create(CultureInfo.InvariantCulture, $"withheld-{hash[0]:x2}{hash[1]:x2}"));
    }

    /// <summary>The text where it is a name.</summary>
    public static bool TryParse(string? text, out Name name)
    {
        name = default;
        if (text is null or { Length: 0 or > MaxLength } || text.AsSpan().ContainsAnyExcept(Allowed)) return false;
        if (!text.Any(character => char.IsAsciiLetter(character) || character == '*')) return false;
        if (PersonalText.HasDigitRun(text, MaxDigitRun)) return false;
        name = new(text);
        return true;
    }

    /// <summary>Same as <see cref="From"/>.</summary>
    public static implicit operator Name(string text) => From(text);

    /// <summary>Ordinal order.</summary>
    public int CompareTo(Name other) => string.CompareOrdinal(Text, other.Text);

    /// <summary>Ordinal order.</summary>
    public static bool operator <(Name left, Name right) => left.CompareTo(right) < 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >(Name left, Name right) => left.CompareTo(right) > 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator <=(Name left, Name right) => left.CompareTo(right) <= 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >=(Name left, Name right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public bool Equals(Name other) => string.Equals(Text, other.Text, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);

    /// <summary>The name itself.</summary>
    public override string ToString() => Text;
}

/// <summary>
/// A sentence of a pack that says why something is not carried: one line of at most 300 characters without <c>@</c> and
/// without six digits in a row. Anything else is withheld as a whole.
/// </summary>
public readonly record struct Reason
{
    private const int MaxLength = 300;
    private const int MaxDigitRun = 5;
    private const string Withheld = "(text withheld)";

    private readonly string? _text;

    private Reason(string text) => _text = text;

    /// <summary>The sentence.</summary>
    public string Text => _text ?? "";

    /// <summary>The sentence with white space folded, or a note that it was withheld.</summary>
    public static Reason From(string text)
    {
        var folded = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return TryParse(folded, out var reason) ? reason : new(Withheld);
    }

    /// <summary>The text where it may stand in a certificate.</summary>
    public static bool TryParse(string? text, out Reason reason)
    {
        reason = default;
        if (text is null || text.Length > MaxLength || text.Contains('@') || text.Any(char.IsControl)) return false;
        if (PersonalText.HasDigitRun(text, MaxDigitRun)) return false;
        reason = new(text);
        return true;
    }

    /// <summary>Same as <see cref="From"/>.</summary>
    public static implicit operator Reason(string text) => From(text);

    /// <summary>The sentence.</summary>
    public override string ToString() => Text;
}

/// <summary>What gives personal data away in a text that ought to hold none.</summary>
internal static class PersonalText
{
    /// <summary>True when more than <paramref name="longest"/> digits, of any script, follow each other.</summary>
    public static bool HasDigitRun(string text, int longest)
    {
        var run = 0;
        foreach (var character in text)
        {
            run = char.IsDigit(character) ? run + 1 : 0;
            if (run > longest) return true;
        }

        return false;
    }
}
