using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;

namespace Storefold.Planning.Reading;

/// <summary>
/// Moments: <c>2024-10-21 00:00 Europe/London</c>, or an ISO instant with an offset or Z. A local time that the zone's
/// clock jumps over or shows twice is refused, never guessed: a freeze an hour off moves points that expire in it.
/// </summary>
internal static partial class Times
{
    private const string Form = "write a date, a time and a zone, such as 2024-10-21 00:00 Europe/London, "
        + "or an instant such as 2024-10-21T00:00:00+01:00";

    private const int FarYears = 20;

    private static readonly LocalDateTimePattern Local =
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss");

    /// <summary>The instant; null after reporting why there is none.</summary>
    public static Instant? Read(ScalarNode value, string where, Instant now, Findings findings)
    {
        if (Parse(value, where, findings) is not { } written) return null;
        var moment = written.IsLocal ? WithoutZone(value, where, findings) : Fixed(written, value, where, findings);
        if (moment is { } instant) WarnWhenFar(instant, value, where, now, findings);
        return moment;
    }

    /// <summary>
    /// The instant at each site: a time without a zone is local to each, any other is one instant for all of them. Sites
    /// whose clock has no such time, or has it twice, are reported and missing; null when it is no time at all.
    /// </summary>
    public static IReadOnlyDictionary<string, Instant>? ReadAt(
        ScalarNode value, string where, IReadOnlyList<SiteDraft> sites, Instant now, Findings findings)
    {
        if (Parse(value, where, findings) is not { } written) return null;
        var moments = written.IsLocal ? AtEach(written.Local, value, where, sites, findings)
            : Fixed(written, value, where, findings) is not { } moment ? null
            : sites.ToDictionary(Name, _ => moment, StringComparer.Ordinal);
        if (moments is { Count: > 0 }) WarnWhenFar(moments.Values.Max(), value, where, now, findings);
        return moments;
    }

    private static string Name(SiteDraft site) => site.Model.Name;

    /// <summary>One finding per zone, as its sites share a clock. A site whose zone was reported is left out.</summary>
    private static Dictionary<string, Instant> AtEach(
        LocalDateTime local, ScalarNode value, string where, IReadOnlyList<SiteDraft> sites, Findings findings)
    {
        Dictionary<string, Instant> moments = new(StringComparer.Ordinal);
        SiteDraft[][] groups =
        [
            .. sites.Where(site => site.Zone is not null)
                .GroupBy(site => site.Model.Zone.Id, StringComparer.Ordinal).Select(Enumerable.ToArray),
        ];
        var more = groups.Length < 2 ? ""
            : "; either is one instant for all sites, so for a time that is local to each choose another hour";
        foreach (var group in groups)
        {
            var who = (group.Length == 1 ? "the site " : "the sites ") + Words.List(group.Select(Name), "and");
            var moment = InZone(local, group[0].Model.Zone, value, $"{where} of {who}", more, findings);
            if (moment is null) continue;
            foreach (var site in group) moments.TryAdd(site.Model.Name, moment.Value);
        }

        return moments;
    }

    private static Written? Parse(ScalarNode value, string where, Findings findings)
    {
        var parts = Pattern().Match(value.Text.Trim());
        if (!parts.Success)
        {
            findings.Error(PlanCodes.BadTime, value.Line,
                $"{where}: {Words.Quote(value.Text)} is not a date and time", Form);
            return null;
        }

        var seconds = parts.Groups["s"].Success ? parts.Groups["s"].Value : "00";
        var text = $"{parts.Groups["date"].Value}T{parts.Groups["hm"].Value}:{seconds}";
        if (Local.Parse(text).TryGetValue(default, out var local) && local.Year >= 1971
            && !text.Contains("T24", StringComparison.Ordinal))
            return new Written(local, parts.Groups["offset"].Value, parts.Groups["zone"].Value);
        findings.Error(PlanCodes.BadTime, value.Line, $"{where}: there is no {Words.Quote(value.Text)}",
            "see that the day is in its month and the time between 00:00 and 23:59:59");
        return null;
    }

    private static Instant? Fixed(Written written, ScalarNode value, string where, Findings findings)
    {
        if (written.Offset.Length > 0) return AtOffset(written.Local, written.Offset, value, where, findings);
        return Zones.Find(written.Zone, where, value.Line, findings) is { } zone
            ? InZone(written.Local, zone, value, where, "", findings) : null;
    }

    private static Instant? WithoutZone(ScalarNode value, string where, Findings findings)
    {
        findings.Error(PlanCodes.BadTime, value.Line, $"{where}: {Words.Quote(value.Text)} has no time zone",
            $"add one: {value.Text.Trim()} Europe/London");
        return null;
    }

    private static Instant? AtOffset(
        LocalDateTime local, string offset, ScalarNode value, string where, Findings findings)
    {
        var (hours, minutes) = offset is "Z" ? (0, 0) : (Number(offset[1..3]), Number(offset[4..6]));
        if (hours <= 14 && minutes <= 59)
        {
            var span = Offset.FromHoursAndMinutes(hours, minutes);
            return local.WithOffset(offset[0] is '-' ? -span : span).ToInstant();
        }

        findings.Error(PlanCodes.BadTime, value.Line, $"{where}: no place on earth has the offset {offset}", Form);
        return null;
    }

    private static Instant? InZone(
        LocalDateTime local, DateTimeZone zone, ScalarNode value, string where, string more, Findings findings)
    {
        var map = zone.MapLocal(local);
        if (map.Count == 1) return map.Single().ToInstant();

        var (before, after) = (map.EarlyInterval.WallOffset, map.LateInterval.WallOffset);
        var text = local.ToString("uuuu-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var name = zone.Id;
        var (code, what) = map.Count == 0
            ? (PlanCodes.TimeGap, $"{text} does not exist in {name}: the clock jumps over it, from {before} to {after}")
            : (PlanCodes.TimeOverlap, $"{text} happens twice in {name}: the clock goes back, from {before} to {after}");
        findings.Error(code, value.Line, $"{where}: {what}", $"write {Both(local, before)}, or {Both(local, after)}{more}");
        return null;
    }

    // 2024-10-27T01:30:00+01:00 (that is 2024-10-27T00:30:00Z)
    private static string Both(LocalDateTime local, Offset offset)
    {
        var moment = local.WithOffset(offset);
        var written = moment.ToString("uuuu-MM-dd'T'HH:mm:sso<+HH:mm>", CultureInfo.InvariantCulture);
        return $"{written} (that is {moment.ToInstant()})";
    }

    private static void WarnWhenFar(Instant instant, ScalarNode value, string where, Instant now, Findings findings)
    {
        if (Math.Abs((instant - now).TotalDays) <= FarYears * 366) return;
        findings.Warning(PlanCodes.FarTime, value.Line,
            $"{where}: {Words.Quote(value.Text)} is more than {FarYears} years away",
            "see that the year is right");
    }

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})[ T](?<hm>[0-9]{2}:[0-9]{2})(:(?<s>[0-9]{2}))?"
        + @"( ?(?<offset>Z|[+-][0-9]{2}:[0-9]{2})| +(?<zone>[A-Za-z][^ ]*))?\z",
        RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex Pattern();

    /// <summary>A time in its parts; offset and zone are empty where they are not written.</summary>
    private readonly record struct Written(LocalDateTime Local, string Offset, string Zone)
    {
        public bool IsLocal => Offset.Length == 0 && Zone.Length == 0;
    }
}
