using NodaTime;
using Storefold.Planning;

namespace Storefold.Tests.Scheduling;

/// <summary>Timetables without a plan file: each milestone at a local hour of two sites.</summary>
internal static class SomeTimetable
{
    public static readonly SiteModel London = Site("uk", "Europe/London");

    public static readonly SiteModel NewYork = Site("us", "America/New_York");

    /// <summary>Milestones at a local time of each site.</summary>
    public static TimetableModel Of(params (Milestone Milestone, LocalDateTime Local)[] milestones) => new(
        [
            .. milestones.Select(one => new MilestoneModel(
                one.Milestone,
                new[] { London, NewYork }.ToDictionary(site => site.Name, site => one.Local.InZoneStrictly(site.Zone).ToInstant(), StringComparer.Ordinal),
                one.Local.ToString(), 1)),
        ], 1);

    private static SiteModel Site(string name, string zone) => new(
        name, "www.po.co", "/" + name, Retires: true, DateTimeZoneProviders.Tzdb[zone], ["en"], "poco", [name],
        new Dictionary<string, string>(StringComparer.Ordinal), 1);
}
