using System.Globalization;
using System.Text.RegularExpressions;

namespace Storefold.Notices.Wording;

/// <summary>Language tags: which of those on offer fits what a browser or a link asks for.</summary>
internal static partial class Locale
{
    private const int Longest = 1000;

    /// <summary>Whether a text has the form of a language tag.</summary>
    public static bool IsTag(string text) => Tag().IsMatch(text);

    /// <summary>The tag on offer that fits best: the same, else one of the same language; null for none.</summary>
    public static string? Pick(IReadOnlyList<string> offered, string wanted)
    {
        if (!IsTag(wanted)) return null;
        return offered.FirstOrDefault(tag => string.Equals(tag, wanted, StringComparison.OrdinalIgnoreCase))
            ?? offered.FirstOrDefault(tag => IsSameLanguage(tag, wanted));
    }

    /// <summary>The languages of an Accept-Language header, most wanted first (RFC 9110, 12.5.4); what cannot be read is passed over.</summary>
    public static IEnumerable<string> Accepted(string header) => (header.Length > Longest ? header[..Longest] : header)
        .Split(',').Select(Weighted).Where(part => part.Weight > 0).OrderByDescending(part => part.Weight)
        .Select(part => part.Tag);

    /// <summary><c>en</c> of <c>en-GB</c>.</summary>
    public static string Language(string tag) => tag.Split('-')[0];

    /// <summary>Whether two tags name one language.</summary>
    public static bool IsSameLanguage(string one, string other) =>
        string.Equals(Language(one), Language(other), StringComparison.OrdinalIgnoreCase);

    private static (string Tag, double Weight) Weighted(string part)
    {
        var pieces = part.Split(';');
        var tag = pieces[0].Trim();
        if (!IsTag(tag)) return (tag, 0);
        var weight = pieces.Skip(1).Select(piece => piece.Trim())
            .FirstOrDefault(piece => piece.StartsWith("q=", StringComparison.OrdinalIgnoreCase));
        if (weight is null) return (tag, 1);
        const NumberStyles Style = NumberStyles.AllowDecimalPoint;
        return (tag, double.TryParse(weight.AsSpan(2), Style, CultureInfo.InvariantCulture, out var value) ? value : 0);
    }

    [GeneratedRegex("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tag();
}
