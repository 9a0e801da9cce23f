using NodaTime;
using NodaTime.Text;
using Storefold.Planning;

namespace Storefold.Rehearsing.Reporting;

/// <summary>Instants as people of a site read them.</summary>
public static class Times
{
    private static readonly ZonedDateTimePattern Minutes =
        ZonedDateTimePattern.CreateWithInvariantCulture("d MMM uuuu, HH:mm x", null);

    private static readonly ZonedDateTimePattern Seconds =
        ZonedDateTimePattern.CreateWithInvariantCulture("d MMM uuuu, HH:mm:ss x", null);

    /// <summary><c>21 Oct 2024, 00:00 BST</c>, with seconds where there are any.</summary>
    public static string At(Instant instant, SiteModel site)
    {
        var local = instant.InZone(site.Zone);
        return (local.Second == 0 ? Minutes : Seconds).Format(local);
    }

    /// <summary><c>23:59:59</c>.</summary>
    internal static string Clock(Instant instant, SiteModel site) =>
        instant.InZone(site.Zone).TimeOfDay.ToString("HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A span as people say it: <c>3.4 s</c>, <c>2 min 5 s</c>.</summary>
    public static string Took(TimeSpan span) => span.TotalSeconds < 60
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.0} s")
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(int)span.TotalMinutes} min {span.Seconds} s");
}
