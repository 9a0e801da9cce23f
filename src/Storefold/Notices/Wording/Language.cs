using System.Collections.Frozen;
using System.Globalization;
using System.Numerics;
using NodaTime;
using NodaTime.TimeZones;
using NodaTime.Text;

namespace Storefold.Notices.Wording;

/// <summary>How one locale writes dates, numbers, countries and lists: from ICU's data for it, never from the machine's settings.</summary>
internal sealed class Language
{
    private const int CountedDays = 120;

    private static readonly OffsetPattern Hours = OffsetPattern.CreateWithInvariantCulture("+H:mm");

    private readonly CultureInfo _culture;

    public Language(string tag, Words words)
    {
        Tag = tag;
        Words = words;
        Code = tag.Split('-')[0];
        _culture = Culture(Code);
    }

    /// <summary>BCP-47 tag.</summary>
    public string Tag { get; }

    /// <summary>Its language alone: <c>en</c> of <c>en-GB</c>.</summary>
    public string Code { get; }

    /// <summary>Its short words.</summary>
    public Words Words { get; }

    /// <summary><c>ltr</c> or <c>rtl</c>.</summary>
    public string Direction => _culture.TextInfo.IsRightToLeft ? "rtl" : "ltr";

    /// <summary>Weekday, day, hour and zone.</summary>
    public string Moment(Instant at, DateTimeZone zone)
    {
        var local = at.InZone(zone);
        var key = local.TimeOfDay == LocalTime.Midnight ? "date.midnight" : "date";
        return Words.Fill(key, ("day", Day(at, zone)), ("time", Time(local.TimeOfDay)), ("zone", Zone(zone, at)));
    }

    /// <summary>Hour and zone.</summary>
    public string Hour(Instant at, DateTimeZone zone)
    {
        var time = at.InZone(zone).TimeOfDay;
        var key = time == LocalTime.Midnight ? "date.hour.midnight" : "date.hour";
        return Words.Fill(key, ("time", Time(time)), ("zone", Zone(zone, at)));
    }

    /// <summary>Weekday and day.</summary>
    public string Day(Instant at, DateTimeZone zone)
    {
        var date = at.InZone(zone).Date.ToDateTimeUnspecified();
        // French and Catalan count the first of a month.
        var first = Words.FindOwn("date.first") is { } pattern && date.Day == 1 ? pattern : Words["date.day"];
        return date.ToString(first, _culture);
    }

    /// <summary>Name of a zone at an instant: <c>UK time, UTC+1</c>.</summary>
    public string Zone(DateTimeZone zone, Instant at)
    {
        var offset = zone.GetUtcOffset(at);
        var utc = offset == Offset.Zero ? "UTC" : "UTC" + Short(Hours.Format(offset));
        var name = Words.FindOwn("zone." + zone.Id) ?? (Place(zone) is { } place ? Words.Fill("zone", ("place", place)) : null);
        return name is null ? utc : Words.Fill("zone.offset", ("zone", name), ("utc", utc));
    }

    /// <summary><c>in 12 days</c>, <c>tomorrow</c>, <c>today</c>; null when it is over, or so far off that the days say nothing.</summary>
    public string? Countdown(Instant now, Instant at, DateTimeZone zone)
    {
        if (at <= now) return null;
        var days = Period.DaysBetween(now.InZone(zone).Date, at.InZone(zone).Date);
        if (days > CountedDays) return null;
        if (days == 0) return Words["in.today"];
        return days == 1 ? Words["in.tomorrow"] : Count("in.days", days);
    }

    /// <summary>A count in the plural form that it needs.</summary>
    public string Count(string key, long count)
    {
        var form = $"{key}.{Plural.Form(Code, count)}";
        return Words.Fill(Words.Find(form) is null ? key + ".other" : form, ("n", Number(count)));
    }

    /// <summary>A whole number with its digits in groups.</summary>
    public string Number(BigInteger number) => number.ToString("N0", _culture);

    /// <summary>Name of a country; the code itself where ICU has none.</summary>
    public string Country(string code)
    {
        try
        {
            return new RegionInfo($"{Code}-{code}").NativeName;
        }
        catch (ArgumentException)
        {
            return code;
        }
    }

    /// <summary>Short names of the days, Monday first.</summary>
    public IReadOnlyList<string> Weekdays =>
        [.. Enumerable.Range(1, 7).Select(day => _culture.DateTimeFormat.AbbreviatedDayNames[day % 7])];

    /// <summary><c>a, b and c</c>.</summary>
    public string List(IReadOnlyList<string> items)
    {
        if (items.Count < 2) return string.Concat(items);
        var first = string.Join(Words["list.comma"] + " ", items.Take(items.Count - 1));
        return Words.Fill("list.and", ("a", first), ("b", items[^1]));
    }

    /// <summary>Orders names as readers of the language expect.</summary>
    public IComparer<string> Order => StringComparer.Create(_culture, CompareOptions.IgnoreCase);

    /// <summary>Time of the day on the 24-hour clock, the same in every language.</summary>
    public static string Time(LocalTime time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Country of a zone (ISO 3166-1) by the time zone database, or null: UTC and fixed offsets have none.</summary>
    public static string? CountryOf(DateTimeZone zone) => Countries.Value.GetValueOrDefault(zone.Id);

    private static readonly Lazy<FrozenDictionary<string, string>> Countries = new(() =>
        (TzdbDateTimeZoneSource.Default.ZoneLocations ?? [])
        .DistinctBy(location => location.ZoneId, StringComparer.Ordinal)
        .ToFrozenDictionary(location => location.ZoneId, location => location.CountryCode, StringComparer.Ordinal));

    // Where a country has one zone its name says enough; else the zone's own place does.
    private string? Place(DateTimeZone zone)
    {
        if (CountryOf(zone) is not { } country) return null;
        return Countries.Value.Values.Count(code => string.Equals(code, country, StringComparison.Ordinal)) == 1
            ? Country(country) : zone.Id.Split('/')[^1].Replace('_', ' ');
    }

    private static string Short(string offset) => offset.EndsWith(":00", StringComparison.Ordinal) ? offset[..^3] : offset;

    private CultureInfo Culture(string code)
    {
        CultureInfo culture;
        try
        {
            culture = new CultureInfo(code, useUserOverride: false);
        }
        catch (CultureNotFoundException)
        {
            culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        }

        culture.DateTimeFormat.Calendar = new GregorianCalendar();
        if (Words.Find("number.group") is { } group) culture.NumberFormat.NumberGroupSeparator = group;
        return culture;
    }
}
