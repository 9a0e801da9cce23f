using NodaTime;

namespace Storefold.Planning.Reading;

/// <summary>IANA time zones, and what people write instead.</summary>
internal static class Zones
{
    // Abbreviations are not unique in the world (IST, CST): these hints are a guess, never a reading.
    private static readonly Dictionary<string, string> Abbreviations = new(StringComparer.Ordinal)
    {
        ["BST"] = "Europe/London", ["WEST"] = "Europe/Lisbon", ["CEST"] = "Europe/Berlin", ["EEST"] = "Europe/Athens",
        ["MSK"] = "Europe/Moscow", ["IST"] = "Asia/Kolkata", ["CST"] = "America/Chicago", ["CDT"] = "America/Chicago",
        ["EDT"] = "America/New_York", ["MDT"] = "America/Denver", ["PST"] = "America/Los_Angeles",
        ["PDT"] = "America/Los_Angeles", ["JST"] = "Asia/Tokyo", ["HKT"] = "Asia/Hong_Kong", ["SGT"] = "Asia/Singapore",
        ["AEST"] = "Australia/Sydney", ["AEDT"] = "Australia/Sydney", ["NZDT"] = "Pacific/Auckland", ["Z"] = "UTC",
    };

    /// <summary>The zone; null after reporting that there is none of that name.</summary>
    public static DateTimeZone? Find(string name, string where, int line, Findings findings)
    {
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) is { } zone) return zone;
        var near = Near(name);
        findings.Error(PlanCodes.UnknownZone, line, $"{where}: there is no time zone {Words.Quote(name)}",
            near is null ? "write an IANA time zone, such as Europe/London" : $"did you mean {near}?");
        return null;
    }

    /// <summary>The zone of a section's key, UTC after reporting.</summary>
    public static DateTimeZone At(Section section, string key) => Read(section, key) ?? DateTimeZone.Utc;

    /// <summary>The zone of a section's key, null after reporting.</summary>
    public static DateTimeZone? Read(Section section, string key) =>
        section.Value(key) is { } value ? Find(value.Text, section.Name(key), value.Line, section.Findings) : null;

    private static string? Near(string name)
    {
        if (Abbreviations.TryGetValue(name.ToUpperInvariant(), out var guess)) return guess;
        string[] ids = [.. DateTimeZoneProviders.Tzdb.Ids.Where(id => id.Contains('/', StringComparison.Ordinal))];
        if (name.Contains('/', StringComparison.Ordinal)) return Words.Nearest(name, ids);
        // The city alone: London, new york.
        var city = Words.Nearest(name, ids.Select(City));
        return city is null ? Words.Nearest(name, DateTimeZoneProviders.Tzdb.Ids) : ids.First(id => City(id).Is(city));
    }

    private static string City(string id) => id[(id.LastIndexOf('/') + 1)..];
}
