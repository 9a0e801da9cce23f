using NodaTime;

namespace Storefold.Planning.Reading;

/// <summary>A site's target address before it is held against the other sites and the allow-list.</summary>
internal sealed record TargetAddress(string Name, Address Address, int Line);

/// <summary>What was read of a site; a placeholder field (empty text, null) was reported already.</summary>
internal sealed record SiteDraft(
    SiteModel Model, bool? Retires, DateTimeZone? Zone, IReadOnlyList<TargetAddress> Targets);

/// <summary>The <c>sites</c> of a plan.</summary>
internal static class SiteReader
{
    private const string Fallback = "fallback";

    public static IReadOnlyList<SiteDraft> Read(Section root, IReadOnlyCollection<string> sources)
    {
        List<SiteDraft> sites = [];
        foreach (var entry in root.Named("sites", "write one site at least"))
        {
            Names.Check(entry.Key, "sites", entry.Line, root.Findings);
            var path = "sites." + Words.Bare(entry.Key);
            var section = new Section(PlanKeys.Site, path, entry.Line, entry.Value, root.Findings);
            sites.Add(Site(entry.Key, section, sources));
        }

        return sites;
    }

    private static SiteDraft Site(string name, Section section, IReadOnlyCollection<string> sources)
    {
        var address = SiteAddress(section);
        var retires = section.Flag("retires");
        var targets = Targets(section, retires ?? false);
        var select = section.Inner(PlanKeys.Select, "select");
        var source = Source(select, sources);
        Dictionary<string, string> addresses = new(StringComparer.Ordinal);
        foreach (var target in targets) addresses[target.Name] = target.Address.Https;
        var channels = select.List("channels", mayBeEmpty: false) ?? [];
        var zone = Zones.Read(section, "time_zone");
        var model = new SiteModel(name, address?.Host ?? "", address?.Path ?? "", retires ?? false,
            zone ?? DateTimeZone.Utc, Locales(section), source,
            [.. channels.Select(channel => channel.Text)], addresses, section.Line);
        return new SiteDraft(model, retires, zone, targets);
    }

    private static Address? SiteAddress(Section section)
    {
        if (section.Value("address") is not { } value) return null;
        var text = value.Text;
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        var (address, problem) = Addresses.Read(scheme < 0 ? text.TrimEnd('/') : "");
        if (scheme >= 0) problem = "it starts with a scheme";
        else if (address is { Query.Length: > 0 }) problem = "it has a query (?)";
        else if (address is not null) return address;

        var bare = scheme < 0 || text.Contains('@', StringComparison.Ordinal)
            ? null : text[(scheme + 3)..].TrimEnd('/');
        section.Findings.Error(PlanCodes.BadAddress, value.Line,
            $"{section.Name("address")}: {Words.Quote(text)} is not the address of a site: {problem}",
            "write the host and an optional path prefix: " + (bare is null ? "www.po.co/uk" : Words.Bare(bare)));
        return null;
    }

    private static string Source(Section select, IReadOnlyCollection<string> sources)
    {
        if (select.Value("source") is not { } value) return "";
        // A plan whose sources could not be read has no names to hold this against.
        if (sources.Count == 0 || sources.Contains(value.Text, StringComparer.Ordinal)) return value.Text;
        select.Findings.Error(PlanCodes.UnknownSource, value.Line,
            $"{select.Name("source")}: this plan has no source {Words.Quote(value.Text)}",
            Words.DidYouMean(value.Text, sources, "its sources are"));
        return "";
    }

    private static IReadOnlyList<string> Locales(Section section)
    {
        List<string> locales = [];
        foreach (var item in section.List("locales", mayBeEmpty: false) ?? [])
        {
            if (Locale(item, section.Name("locales"), section.Findings) is { } locale) locales.Add(locale);
        }

        return [.. locales.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The tag as BCP-47 writes it; null after reporting.</summary>
    public static string? Locale(ScalarNode value, string where, Findings findings)
    {
        if (Codes.Locale(value.Text) is { } locale) return locale;
        findings.Error(PlanCodes.BadLocale, value.Line,
            $"{where}: {Words.Quote(value.Text)} is not a BCP-47 language tag",
            Codes.LocaleMeant(value.Text) is { } meant
                ? $"did you mean {meant}?" : "write a tag such as en-GB, de or zh-Hant");
        return null;
    }

    private static IReadOnlyList<TargetAddress> Targets(Section section, bool retires)
    {
        const string Hint = "write where customers go when neither country nor language says more: fallback: https://…";
        if (!section.Has("target"))
        {
            if (!retires || section.Excuses("target")) return [];
            section.Findings.Error(PlanCodes.Required, section.Line,
                $"{section.Name("target")} is missing, and the site retires",
                Hint);
            return [];
        }

        List<TargetAddress> targets = [];
        Dictionary<string, string> names = new(StringComparer.Ordinal);
        var entries = section.Named("target", Hint);
        foreach (var entry in entries)
        {
            var where = $"{section.Name("target")}.{Words.Bare(entry.Key)}";
            var name = TargetName(entry, where, section.Findings);
            if (name is not null && !names.TryAdd(name, entry.Key))
                section.Findings.Error(PlanCodes.DuplicateKey, entry.Line, $"{where} is the same as {names[name]}",
                    "keep one of them");
            const string About = "write the absolute address, such as https://www.mi.com/uk";
            if (section.Scalar(entry.Value, where, About) is not { } value) continue;
            if (Destinations.Read(value, where, section.Findings) is { } url) targets.Add(new(name ?? "", url, value.Line));
        }

        if (entries.Count > 0 && entries.All(entry => entry.Key is not Fallback))
            section.Findings.Error(PlanCodes.Required, section.LineOf("target"),
                $"{section.Name("target")} has no fallback", Hint);
        return targets;
    }

    /// <summary><c>fallback</c>, <c>GB</c>, <c>en</c> or <c>GB/en</c>; null after reporting.</summary>
    private static string? TargetName(MapEntry entry, string where, Findings findings)
    {
        if (entry.Key is Fallback) return Fallback;
        string[] parts = entry.Key.Split('/');
        var last = parts[^1];
        if (parts.Length == 1 && Codes.IsCountry(last)) return last;
        // Upper case announces a country: EN alone is not the language en.
        var language = last.Length == 2 && last.All(char.IsAsciiLetterUpper) ? null : Codes.Locale(last);
        if (parts.Length == 1 && language is not null) return language;
        if (parts.Length == 2 && Codes.IsCountry(parts[0]) && language is not null) return $"{parts[0]}/{language}";

        findings.Error(PlanCodes.BadTargetKey, entry.Line,
            $"{where}: {Words.Quote(entry.Key)} is neither a country, a language, nor both", Meant(entry.Key, parts));
        return null;
    }

    private static string Meant(string key, string[] parts)
    {
        if (Words.Nearest(key, [Fallback]) is not null) return $"did you mean {Fallback}?";
        var country = Codes.CountryMeant(parts[0]);
        var language = Codes.Locale(parts[^1].ToLowerInvariant());
        var meant = parts.Length == 2 && country is not null && language is not null ? $"{country}/{language}"
            : parts.Length == 1 ? country ?? language : null;
        return meant is null ? "write GB, en, GB/en or fallback: countries in capitals, languages in small letters"
            : $"did you mean {meant}? countries are in capitals, languages in small letters";
    }
}
