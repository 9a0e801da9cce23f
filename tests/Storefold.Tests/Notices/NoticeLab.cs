using System.Text;
using NodaTime;
using Storefold.Notices;
using Storefold.Planning;
using Storefold.Scheduling;
using Storefold.Tests.Planning;

namespace Storefold.Tests.Notices;

/// <summary>A plan like the commissioned case, and its sites at moments of the timetable.</summary>
internal static class NoticeLab
{
    public static readonly Instant NoticeAt = Utc(2024, 9, 23, 9);
    public static readonly Instant StopAt = Utc(2024, 10, 20, 23);
    public static readonly Instant CouponsAt = Utc(2024, 12, 12, 0);
    public static readonly Instant CloseAt = Utc(2024, 12, 31, 18);
    public static readonly Instant HandoverAt = Utc(2025, 2, 3, 10);
    public static readonly Instant ClaimsAt = Utc(2025, 12, 31, 23, 59);
    public static readonly Instant ErasedAt = Utc(2026, 1, 31, 12);
    public static readonly Instant EndAt = Utc(2029, 12, 31, 23, 59);

    public static readonly string[] Languages = ["en", "hi", "es", "fr", "de", "ar"];

    public static readonly Dictionary<string, long> NoReactions = [];

    public const string CentresHead = "country,city,name,address,phone,opening_hours,url,sites\n";

    public static Instant Utc(int year, int month, int day, int hour, int minute = 0) => Instant.FromUtc(year, month, day, hour, minute);

    public static PlanModel Plan()
    {
        var read = Plans.Read("""
            retirement: poco-global-and-uk
            sources:
              poco: { pack: poco-store, connection: "sqlite:poco.db" }
            target: { pack: mi-platform, connection: "sqlite:mi.db" }
            sites:
              uk:
                address: www.po.co/uk
                retires: true
                time_zone: Europe/London
                locales: [en-GB]
                select: { source: poco, channels: [uk] }
                target: { GB/en: "https://www.mi.com/uk", fallback: "https://www.mi.com/global" }
              global:
                address: www.po.co/global
                retires: true
                time_zone: UTC
                locales: [en, hi-IN, es, fr, de, ar]
                select: { source: poco, channels: [global] }
                target: { DE/de: "https://www.mi.com/de", fallback: "https://www.mi.com/global" }
              india:
                address: www.poco.in
                retires: false
                time_zone: Asia/Kolkata
                locales: [en-IN, hi-IN]
                select: { source: poco, channels: [in] }
            allowed_hosts: [www.mi.com]
            loyalty:
              poco-points: { into: mi-points, rate: 13/10, freeze_at: "2024-10-21 00:00 Europe/London" }
            coupons: { suffix: -POCO }

            """);
        Assert.True(read.Plan is not null, string.Join('\n', read.Diagnostics));
        return read.Plan! with
        {
            Timetable = new TimetableModel(
            [
                At(Milestone.Notice, NoticeAt), At(Milestone.PurchasesStop, StopAt), At(Milestone.LoyaltyMoves, StopAt),
                At(Milestone.CouponsMove, CouponsAt), At(Milestone.Close, CloseAt), At(Milestone.LastSync, CloseAt), At(Milestone.DomainHandover, HandoverAt),
                At(Milestone.ClaimsEnd, ClaimsAt), At(Milestone.SourceErased, ErasedAt), At(Milestone.RedirectsUntil, EndAt),
            ], 40),
            Notices = new NoticeRules("Poco", "Xiaomi", null, Sample: true, ControllerChange: false, "Xiaomi Technology (sample)", "https://www.mi.com/privacy", 50),
            Support = new SupportRules(null,
            [
                new SiteSupport("uk", "social", [new SupportLink("X", "https://x.example/poco-uk"), new SupportLink("Facebook", "https://facebook.example/poco-uk")]),
                new SiteSupport("global", "centres", [new SupportLink("Mi support", "https://www.mi.com/global/support")]),
            ], 60),
            Apps = [new AppModel("poco-app", ["app.po.co"], ["uk", "global"], "PocoStore/", 410, "application/problem+json", null, 70)],
            Gate = GateRules.Default with { Help = "https://www.mi.com/global/support" },
        };
    }

    public static MilestoneModel At(Milestone milestone, Instant at) =>
        new(milestone, new Dictionary<string, Instant>(StringComparer.Ordinal) { ["uk"] = at, ["global"] = at }, "", 41);

    public static PlanModel Without(this PlanModel plan, params Milestone[] milestones) => plan with
    {
        Timetable = plan.Timetable! with { Milestones = [.. plan.Timetable!.Milestones.Where(one => !milestones.Contains(one.Milestone))] },
    };

    public static PlanModel Moved(this PlanModel plan, Milestone milestone, Instant at) => plan with
    {
        Timetable = plan.Timetable! with { Milestones = [.. plan.Timetable!.Milestones.Select(one => one.Milestone == milestone ? At(milestone, at) : one)] },
    };

    /// <summary>A site when everything before has gone as planned.</summary>
    public static SiteStanding Standing(this PlanModel plan, Instant now, string site = "uk", params Promise[] promises) => Standings.Of(
        plan.Timetable!, plan.Sites.First(one => string.Equals(one.Name, site, StringComparison.Ordinal)), Standings.AsPlanned(plan.Timetable!, now), promises, now);

    /// <summary>A site at an instant, with some milestones not passed.</summary>
    public static SiteStanding Stuck(this PlanModel plan, Instant now, string site, params Milestone[] notPassed) => Standings.Of(
        plan.Timetable!, plan.Sites.First(one => string.Equals(one.Name, site, StringComparison.Ordinal)),
        [.. Standings.AsPlanned(plan.Timetable!, now).Where(one => !notPassed.Contains(one.Milestone))], [], now);

    public static NoticeDesk Desk(this PlanModel plan)
    {
        var desk = NoticeDesk.Load(plan, out var findings);
        Assert.True(findings.Count == 0, string.Join('\n', findings));
        return desk;
    }

    public static PlanModel WithCentres(this PlanModel plan, TempFolder folder, string csv) => plan.WithCentres(folder, Encoding.UTF8.GetBytes(csv));

    public static PlanModel WithCentres(this PlanModel plan, TempFolder folder, byte[] csv)
    {
        File.WriteAllBytes(folder.File("service-centres.csv"), csv);
        return plan with { Support = plan.Support with { CentresFile = folder.File("service-centres.csv") } };
    }

    /// <summary>The plan with texts of its own: path from the folder, and text.</summary>
    public static PlanModel WithTexts(this PlanModel plan, TempFolder folder, params (string Path, string Text)[] texts)
    {
        foreach (var (path, text) in texts)
        {
            var file = folder.File("notices/" + path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        return plan with { Notices = plan.Notices with { TextsFolder = folder.File("notices") } };
    }
}
