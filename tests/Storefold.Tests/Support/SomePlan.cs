using NodaTime;
using Storefold.Planning;

namespace Storefold.Tests.Support;

/// <summary>A small checked plan as a model: uk and global retire, India goes on.</summary>
internal static class SomePlan
{
    public static PlanModel Of(string targetFile = "mi.db") => new(
        "poco-global-and-uk", "plan.yaml", new string('0', 64),
        [new SourceModel("poco", 1, "poco-store", Sqlite("poco.db"), DateTimeZone.Utc, [], 1)],
        new TargetModel("mi-platform", Sqlite(targetFile), DateTimeZone.Utc, 1),
        [Site("uk", "www.po.co", "/uk", true), Site("global", "www.po.co", "/global", true), Site("india", "www.poco.in", "", false)],
        ["www.mi.com"], [], new CouponRules("-POCO", "once", "carry"), new AccountRules(18, null, "carry", Instant.FromUtc(2024, 10, 20, 23, 0)),
        new LimitRules(1000, 5, null))
    {
        Notices = new NoticeRules("Poco", "Xiaomi", null, true, false, null, null, 0),
        Support = new SupportRules(null, [], 0),
    };

    public static ChannelModel Channel(string name = "mastodon", string kind = "mastodon", string url = "https://social.example", string? token = null, int limit = 500) =>
        new(name, kind, url, "shown", token, "en-GB", limit, ["uk", "global"], 1);

    /// <summary>A timetable with the same hour for both retiring sites.</summary>
    public static TimetableModel Timetable(params (Milestone Milestone, Instant At)[] milestones) => new(
        [.. milestones.Select(one => new MilestoneModel(one.Milestone, new Dictionary<string, Instant>(StringComparer.Ordinal) { ["uk"] = one.At, ["global"] = one.At }, "", 1))], 1);

    private static ConnectionModel Sqlite(string file) => new("sqlite", file, file);

    private static SiteModel Site(string name, string host, string path, bool retires) =>
        new(name, host, path, retires, DateTimeZone.Utc, ["en"], "poco", [], new Dictionary<string, string>(StringComparer.Ordinal), 1);
}
