using System.Security.Cryptography;
using System.Text;
using NodaTime;
using NodaTime.Text;
using Storefold.Deciding;
using Storefold.Packs;
using Storefold.Packs.Routes;
using Storefold.Planning;
using Storefold.Redirects;
using Storefold.Scheduling;
using Storefold.Shop;

namespace Storefold.Tests.Deciding;

/// <summary>The commissioned case as a gate sees it, at any instant.</summary>
internal sealed class SomeGate
{
    public const string Secret = "b7f4-secret-of-the-link";

    private static readonly (Milestone Milestone, string Local)[] Timetable =
    [
        (Milestone.Notice, "2024-09-23T10:00:00"),
        (Milestone.PurchasesStop, "2024-10-21T00:00:00"),
        (Milestone.Close, "2024-12-31T18:00:00"),
        (Milestone.LastSync, "2025-01-14T03:00:00"),
        (Milestone.RedirectsUntil, "2029-12-31T23:59:00"),
    ];

    public static PackModel Store { get; } = Pack("poco-store");

    public static PackModel Platform { get; } = Pack("mi-platform");

    public List<SiteModel> Sites { get; } =
    [
        Site("uk", "www.po.co", "/uk", "Europe/London", "en-GB", ("GB/en", "https://www.mi.com/uk"), ("fallback", "https://www.mi.com/global")),
        Site("global", "www.po.co", "/global", "UTC", "en",
            ("GB/en", "https://www.mi.com/uk"), ("DE/de", "https://www.mi.com/de"), ("FR", "https://www.mi.com/fr"),
            ("es", "https://www.mi.com/es"), ("fallback", "https://www.mi.com/global")),
        Site("india", "www.poco.in", "", "Asia/Kolkata", "en-IN") with { Retires = false },
    ];

    public List<AppModel> Apps { get; } =
        [new AppModel("poco-app", ["app.po.co"], ["uk", "global"], "PocoStore/", 410, "application/problem+json", null, 1)];

    public GateRules Rules { get; set; } =
        GateRules.Default with { Help = "https://www.mi.com/global/support", Gone = ["/flash-sale/*"], CountryHeader = "X-Country" };

    public List<string> AllowedHosts { get; } = ["www.mi.com"];

    public Dictionary<Milestone, string> Times { get; } = Timetable.ToDictionary(one => one.Milestone, one => one.Local);

    public List<RedirectRow> Rows { get; } =
    [
        new("uk", "/", RedirectKind.Page, null, "home"),
        new("uk", "/phones", RedirectKind.Category, "/shop/phones", "same_category"),
        new("uk", "/accessories", RedirectKind.Category, "/shop/accessories", "same_category"),
        new("uk", "/item/sample-x7", RedirectKind.Product, "/product/sample-x7", "same_product"),
        new("uk", "/item/%E6%89%8B", RedirectKind.Product, "/product/%E6%89%8B", "same_product"),
        new("global", "/item/sample-x7", RedirectKind.Product, "/product/sample-x7", "same_product"),
    ];

    public List<OrderLinkRow> Orders { get; } =
    [
        new(1, "PC1000001", "/user/orders/PC1000001", Hash(Secret)),
        new(1, "PC1000002", "/user/orders/PC1000002-POCO", Hash("another")),
        new(1, "PC1000003", "/user/orders/PC1000003", null),
    ];

    public bool Rehearsing { get; set; }

    public PlanModel Plan => new(
        "case", "plan.yaml", new string('0', 64),
        [new SourceModel("poco", 1, "poco-store", new ConnectionModel("sqlite", "poco.db", "poco.db"), DateTimeZone.Utc, [], 1)],
        new TargetModel("mi-platform", new ConnectionModel("sqlite", "mi.db", "mi.db"), DateTimeZone.Utc, 1),
        Sites, AllowedHosts, [], new CouponRules("-POCO", "once", "carry"),
        new AccountRules(18, null, "carry", Instant.FromUtc(2024, 10, 21, 0, 0)), new LimitRules(500, 10, null))
    {
        Timetable = new TimetableModel([.. Timetable.Select(one => At(one.Milestone))], 1),
        Notices = new NoticeRules("Poco", "Xiaomi", null, true, false, null, null, 0),
        Support = new SupportRules(null, [], 0),
        Apps = Apps,
        Gate = Rules,
    };

    /// <summary>The view at an instant, every milestone before it passed.</summary>
    public GateView View(Instant now)
    {
        var plan = Plan;
        return View(now, Standings.AsPlanned(plan.Timetable!, now));
    }

    public GateView View(Instant now, IReadOnlyList<PassedMilestone> passed)
    {
        var plan = Plan;
        var map = new RedirectMap(plan, Platform.Routes.Target, Rows, Orders);
        return GateView.At(plan, passed, [], map, Routes, now, Rehearsing);
    }

    public IReadOnlyDictionary<string, SourceRoutes> Routes { get; set; } = new[] { "uk", "global", "india" }
        .ToDictionary(site => site, _ => Store.Routes.Source!, StringComparer.Ordinal);

    /// <summary>What somebody gets at an instant.</summary>
    public Outcome Get(string utc, string address, string method = "GET", string? language = "en-GB", string? country = null,
        string? accept = "text/html", string? agent = "Mozilla/5.0") => Ask(View(Utc(utc)), address, method, language, country, accept, agent);

    public static Outcome Ask(GateView view, string address, string method = "GET", string? language = "en-GB", string? country = null,
        string? accept = "text/html", string? agent = "Mozilla/5.0")
    {
        var slash = address.IndexOf('/');
        var (host, target) = slash < 0 ? (address, "/") : (address[..slash], address[slash..]);
        return Ladder.Decide(view, new GateRequest(method, "https", host, target, agent, accept, language, country));
    }

    public static Instant Utc(string text) => InstantPattern.ExtendedIso.Parse(text.EndsWith('Z') ? text : text + "Z").Value;

    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    public static SiteModel Site(
        string name, string host, string prefix, string zone, string locale, params (string Key, string Url)[] targets) =>
        new(name, host, prefix, true, DateTimeZoneProviders.Tzdb[zone], [locale], "poco", [name],
            targets.ToDictionary(pair => pair.Key, pair => pair.Url, StringComparer.Ordinal), 1);

    private MilestoneModel At(Milestone milestone)
    {
        var local = LocalDateTimePattern.ExtendedIso.Parse(Times[milestone]).Value;
        return new MilestoneModel(milestone, Sites.Where(site => site.Retires).ToDictionary(
            site => site.Name, site => local.InZoneStrictly(site.Zone).ToInstant(), StringComparer.Ordinal), Times[milestone], 1);
    }

    private static PackModel Pack(string name) => PackReader.Read(Repository.File("packs/" + name), out var findings)
        ?? throw new InvalidOperationException(string.Join('\n', findings));
}
