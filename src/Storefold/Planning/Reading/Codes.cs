using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Storefold.Planning.Reading;

/// <summary>Countries (ISO 3166-1) and languages (ISO 639-1, BCP-47).</summary>
internal static partial class Codes
{
    // XK is not assigned by ISO, and is what shops and carriers use for Kosovo.
    private static readonly FrozenSet<string> Countries = Set(
        "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS "
        + "BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE "
        + "EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM "
        + "HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC "
        + "LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA "
        + "NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW "
        + "SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO "
        + "TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW");

    private static readonly FrozenSet<string> Languages = Set(
        "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da "
        + "de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz "
        + "ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln "
        + "lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi "
        + "pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti "
        + "tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu");

    public static bool IsCountry(string code) => Countries.Contains(code);

    /// <summary>What somebody who wrote this country may have meant; null when there is no telling.</summary>
    public static string? CountryMeant(string code) =>
        code.ToUpperInvariant() is var upper && upper is "UK" ? "GB" : Countries.Contains(upper) ? upper : null;

    /// <summary>The tag as BCP-47 writes it, <c>en-GB</c>; null when it is none.</summary>
    public static string? Locale(string tag)
    {
        var parts = Tag().Match(tag);
        if (!parts.Success) return null;
        var language = parts.Groups["language"].Value.ToLowerInvariant();
        var script = parts.Groups["script"].Value;
        var region = parts.Groups["region"].Value.ToUpperInvariant();
        if (language.Length == 2 && !Languages.Contains(language)) return null;
        if (region.Length == 2 && !Countries.Contains(region)) return null;
        var title = script.Length == 0 ? "" : "-" + char.ToUpperInvariant(script[0]) + script[1..].ToLowerInvariant();
        return language + title + (region.Length == 0 ? "" : "-" + region)
            + parts.Groups["rest"].Value.ToLowerInvariant();
    }

    /// <summary>A tag near to what was written: en_GB, en-UK and GB-en are all en-GB; null when none is.</summary>
    public static string? LocaleMeant(string tag)
    {
        var dashed = tag.Trim().Replace('_', '-');
        var dot = dashed.IndexOf('.', StringComparison.Ordinal);
        if (dot > 0) dashed = dashed[..dot];
        string[] parts = dashed.Split('-');
        if (parts.Length != 2) return Locale(dashed);
        var (language, region) = (parts[0], parts[1]);
        return Locale(dashed)
            ?? (CountryMeant(region) is { } country ? Locale($"{language}-{country}") : null)
            ?? (CountryMeant(language) is { } first ? Locale($"{region}-{first}") : null);
    }

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);

    [GeneratedRegex("^(?<language>[a-z]{2,3}|[a-z]{5,8})(-(?<script>[a-z]{4}))?(-(?<region>[a-z]{2}|[0-9]{3}))?"
        + "(?<rest>(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(-[a-wyz0-9](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?)\\z",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, Timeout.Infinite)]
    private static partial Regex Tag();
}
