namespace Storefold.Notices;

/// <summary>One page for people.</summary>
/// <param name="Html">A whole HTML5 document in UTF-8, without scripts; its only style sheet stands inside.</param>
/// <param name="Locale">BCP-47 tag of the language that it is in: another than asked for where there is no text.</param>
public sealed record NoticePage(string Html, string Locale);

/// <summary>What somebody looks for in the directory of service centres, as typed.</summary>
/// <param name="Country">ISO 3166-1 code in any case; null or empty for all countries.</param>
/// <param name="City">Any part of a city's name, with or without accents; null or empty for all cities.</param>
public sealed record CentreQuery(string? Country, string? City)
{
    /// <summary>Everything.</summary>
    public static readonly CentreQuery All = new(null, null);
}
