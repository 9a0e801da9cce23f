using System.Text.RegularExpressions;
using Storefold.Notices.Wording;

namespace Storefold.Notices.Centres;

/// <summary>
/// Opening hours as OpenStreetMap writes them, as far as service centres need it: <c>Mo-Fr 10:00-18:00; Sa 10:00-14:00,15:00-17:00;
/// Su,PH off</c> and <c>24/7</c>.
/// </summary>
internal sealed partial class OpeningHours
{
    private const string Holidays = "PH";

    private static readonly string[] Days = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

    private readonly IReadOnlyList<(IReadOnlyList<string> Days, IReadOnlyList<string> Times)> _rules;

    private OpeningHours(string written, IReadOnlyList<(IReadOnlyList<string>, IReadOnlyList<string>)> rules) =>
        (Written, _rules) = (written, rules);

    /// <summary>As the file has it.</summary>
    public string Written { get; }

    /// <summary>Reads them; null when they are none.</summary>
    public static OpeningHours? Parse(string text)
    {
        var written = text.Trim();
        if (written is "24/7") return new OpeningHours(written, []);
        List<(IReadOnlyList<string>, IReadOnlyList<string>)> rules = [];
        foreach (var part in written.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Rule(part) is not { } rule) return null;
            rules.Add(rule);
        }

        return rules.Count == 0 ? null : new OpeningHours(written, rules);
    }

    /// <summary>In the words of a language, a line per rule.</summary>
    public IReadOnlyList<string> Lines(Language language)
    {
        if (_rules.Count == 0) return [language.Words["hours.always"]];
        return [.. _rules.Select(rule =>
        {
            var times = rule.Times.Count == 0 ? language.Words["hours.closed"]
                : string.Join(language.Words["list.comma"] + " ", rule.Times);
            var days = string.Join(language.Words["list.comma"] + " ", rule.Days.Select(day => Day(day, language)));
            return days.Length == 0 ? times : $"{days} {times}";
        })];
    }

    private static (IReadOnlyList<string> Days, IReadOnlyList<string> Times)? Rule(string part)
    {
        var match = Form().Match(part);
        if (!match.Success) return null;
        var days = match.Groups["days"].Value.Split(',',
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (days.Any(day => !IsDay(day))) return null;
        if (match.Groups["off"].Success) return (days, []);
        var times = match.Groups["times"].Value.Split(',',
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return times.All(IsTime) ? (days, [.. times.Select(OnOneLine)]) : null;
    }

    // The word joiners keep a range on one line.
    private static string OnOneLine(string time) => string.Join("\u2060–\u2060", time.Split('-', StringSplitOptions.TrimEntries));

    private static bool IsDay(string day)
    {
        var parts = day.Split('-', StringSplitOptions.TrimEntries);
        return day is Holidays || (parts.Length <= 2 && parts.All(part => Days.Contains(part, StringComparer.Ordinal)));
    }

    // 24:00 ends a day; an end before its start runs past midnight.
    private static bool IsTime(string time)
    {
        var parts = time.Split('-', StringSplitOptions.TrimEntries);
        return parts is [var from, var to] && IsClock(from, 23) && (IsClock(to, 23) || to is "24:00")
            && !string.Equals(from, to, StringComparison.Ordinal);

        static bool IsClock(string clock, int last) => Clock().Match(clock) is { Success: true } match
            && int.Parse(match.Groups["hour"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) <= last;
    }

    private static string Day(string day, Language language)
    {
        if (day is Holidays) return language.Words["hours.holidays"];
        var names = day.Split('-', StringSplitOptions.TrimEntries)
            .Select(one => language.Weekdays[Array.IndexOf(Days, one)]).ToList();
        return names.Count == 1 ? names[0] : language.Words.Fill("hours.range", ("a", names[0]), ("b", names[1]));
    }

    [GeneratedRegex(
        @"^(?<days>[A-Za-z]{2}(\s*[-,]\s*[A-Za-z]{2})*)?\s*"
        + @"((?<off>off|closed)|(?<times>\d{1,2}:\d{2}\s*-\s*\d{1,2}:\d{2}(\s*,\s*\d{1,2}:\d{2}\s*-\s*\d{1,2}:\d{2})*))$",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();

    [GeneratedRegex("^(?<hour>[0-9]{1,2}):[0-5][0-9]$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Clock();
}
