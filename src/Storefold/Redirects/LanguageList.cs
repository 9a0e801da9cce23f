using System.Globalization;

namespace Storefold.Redirects;

/// <summary>One language that a browser accepts.</summary>
/// <param name="Tag">The whole tag: <c>en-GB</c>.</param>
/// <param name="Language">Its language in small letters: <c>en</c>.</param>
/// <param name="Region">Its country in capitals, or null.</param>
public sealed record LanguageRange(string Tag, string Language, string? Region);

/// <summary>Reads Accept-Language (RFC 9110, 12.5.4). What makes no sense is passed over: no header is an error.</summary>
public static class LanguageList
{
    private const int AtMost = 16;

    /// <summary>Languages, the most wanted first; those of equal weight in their order. <c>*</c> and q=0 are left out.</summary>
    public static IReadOnlyList<LanguageRange> Parse(string? header)
    {
        if (string.IsNullOrWhiteSpace(header)) return [];
        List<(LanguageRange Range, double Weight)> found = [];
        foreach (var item in header.Split(',', AtMost + 1, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Take(AtMost))
        {
            var parts = item.Split(';', 2, StringSplitOptions.TrimEntries);
            if (Read(parts[0]) is { } range && Weight(parts.Length > 1 ? parts[1] : "") is > 0 and var weight) found.Add((range, weight));
        }

        return [.. found.OrderByDescending(one => one.Weight).Select(one => one.Range)];
    }

    private static LanguageRange? Read(string tag)
    {
        var parts = tag.Split('-');
        if (tag.Length > 35 || parts[0].Length is < 2 or > 3 || !parts.All(part => part.Length > 0 && part.All(char.IsAsciiLetterOrDigit))) return null;
        if (!parts[0].All(char.IsAsciiLetter)) return null;
        var region = parts.Skip(1).FirstOrDefault(part => part.Length == 2 && part.All(char.IsAsciiLetter));
        return new LanguageRange(tag, parts[0].ToLowerInvariant(), region?.ToUpperInvariant());
    }

    private static double Weight(string parameter)
    {
        if (parameter.Length == 0) return 1;
        return parameter.StartsWith("q=", StringComparison.OrdinalIgnoreCase)
            && double.TryParse(parameter.AsSpan(2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight) && weight <= 1
            ? weight
            : 0;
    }
}
