using Storefold.Planning.Reading;

namespace Storefold.Notices.Centres;

/// <summary>Country codes as people write them.</summary>
internal static class Countries
{
    /// <summary>The code in capitals, or null.</summary>
    public static string? Find(string code) => Codes.IsCountry(code.ToUpperInvariant()) ? code.ToUpperInvariant() : null;

    /// <summary>What somebody may have meant: UK is GB.</summary>
    public static string? Meant(string code) => Codes.CountryMeant(code);
}
