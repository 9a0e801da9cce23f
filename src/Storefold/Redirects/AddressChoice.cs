using Storefold.Planning;

namespace Storefold.Redirects;

/// <summary>
/// Chooses among a site's target addresses by country and language: <c>GB/en</c> before <c>GB</c> before <c>en</c> before
/// <c>fallback</c>. The country is what a trusted proxy states, else the region of the language that the browser prefers.
/// A visitor who states neither, as crawlers do, counts as one whom the site was made for.
/// </summary>
public sealed class AddressChoice
{
    private const string FallbackName = "fallback";
    private readonly string _siteLanguages;

    /// <summary>The addresses of a site.</summary>
    public AddressChoice(SiteModel site)
    {
        Names = [.. site.TargetAddresses.Keys.Order(StringComparer.Ordinal)];
        _siteLanguages = string.Join(',', site.Locales);
    }

    /// <summary>Their names in the plan; the position is what <see cref="Choose"/> gives.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>True where the language of the browser can decide.</summary>
    public bool ByLanguage => Names.Count > 1;

    /// <summary>Position of the fallback; -1 where there is none.</summary>
    public int Fallback => Find(FallbackName);

    /// <summary>Position of the address; -1 where the plan has none that fits and no fallback.</summary>
    /// <param name="country">ISO 3166-1 code or null.</param>
    /// <param name="acceptLanguage">Accept-Language or null.</param>
    public int Choose(string? country, string? acceptLanguage)
    {
        if (Names.Count <= 1) return Names.Count - 1;
        var languages = LanguageList.Parse(acceptLanguage);
        if (languages.Count == 0 && country is null) languages = LanguageList.Parse(_siteLanguages);
        foreach (var one in languages)
        {
            if (Place(country ?? one.Region, one) is >= 0 and var both) return both;
        }

        var place = country ?? languages.Select(one => one.Region).FirstOrDefault(region => region is not null);
        if (place is not null && Find(place) is >= 0 and var byCountry) return byCountry;
        foreach (var one in languages)
        {
            if (Language(one) is >= 0 and var byLanguage) return byLanguage;
        }

        return Fallback;
    }

    private int Place(string? country, LanguageRange one)
    {
        if (country is null) return -1;
        var exact = Find($"{country}/{one.Tag}");
        return exact >= 0 ? exact : Find($"{country}/{one.Language}");
    }

    private int Language(LanguageRange one) => Find(one.Tag) is >= 0 and var exact ? exact : Find(one.Language);

    private int Find(string name)
    {
        for (var at = 0; at < Names.Count; at++)
        {
            if (string.Equals(Names[at], name, StringComparison.OrdinalIgnoreCase) && IsCountry(Names[at]) == IsCountry(name)) return at;
        }

        return -1;
    }

    // `EN` would be a country and `en` a language; a country is in capitals, as the plan demands.
    private static bool IsCountry(string name) => name.Length == 2 && char.IsAsciiLetterUpper(name[0]);
}
