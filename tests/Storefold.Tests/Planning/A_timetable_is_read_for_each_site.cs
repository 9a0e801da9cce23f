using NodaTime;
using Storefold.Planning;

namespace Storefold.Tests.Planning;

/// <summary>Milestones come at each site's own hour, or at one instant for all, and the plan must say which.</summary>
public sealed class A_timetable_is_read_for_each_site
{
    private const string Short = """
        timetable:
          notice: 2024-09-23 10:00
          purchases_stop: 2024-10-21 00:00 Europe/London
          close: 2024-12-31 18:00

        """;

    [Fact]
    public void A_time_without_a_zone_is_local_to_each_site()
    {
        var timetable = Timetable(Read(Short));
        Assert.Equal("uk 2024-09-23T09:00:00Z, us 2024-09-23T14:00:00Z", At(timetable, Milestone.Notice));
        Assert.Equal("uk 2024-12-31T18:00:00Z, us 2024-12-31T23:00:00Z", At(timetable, Milestone.Close));
    }

    [Theory]
    [InlineData("2024-10-21 00:00 Europe/London", "2024-10-20T23:00:00Z")]
    [InlineData("2024-10-21T00:00:00+01:00", "2024-10-20T23:00:00Z")]
    [InlineData("2024-10-21 00:00Z", "2024-10-21T00:00:00Z")]
    public void A_time_with_a_zone_or_an_offset_is_one_instant_for_all(string time, string instant)
    {
        var text = Short.Replace("2024-10-21 00:00 Europe/London", time, StringComparison.Ordinal);
        var stop = Timetable(Read(text)).Find(Milestone.PurchasesStop);
        Assert.Equal($"uk {instant}, us {instant}", At(stop));
        Assert.Equal((time, 24), (stop!.Written, stop.Line));
    }

    [Fact]
    public void A_site_that_stays_has_no_milestones() => Assert.All(
        Timetable(Read(Short)).Milestones, milestone => Assert.DoesNotContain("in", milestone.At.Keys, StringComparer.Ordinal));

    [Fact]
    public void What_is_not_written_follows_another_milestone_or_is_no_part_of_it()
    {
        var timetable = Timetable(Read(Short));
        Assert.Equal("Notice PurchasesStop LoyaltyMoves CouponsMove Close LastSync",
            string.Join(' ', timetable.Milestones.Select(milestone => milestone.Milestone)));
        Assert.Equal(At(timetable, Milestone.PurchasesStop), At(timetable, Milestone.LoyaltyMoves));
        Assert.Equal(At(timetable, Milestone.PurchasesStop), At(timetable, Milestone.CouponsMove));
        Assert.Equal(At(timetable, Milestone.Close), At(timetable, Milestone.LastSync));
        Assert.Equal("2024-12-31 18:00", timetable.Find(Milestone.LastSync)?.Written);
        Assert.Equal(25, timetable.Find(Milestone.LastSync)?.Line);
    }

    [Fact]
    public void Coupons_follow_the_points_and_without_points_the_end_of_purchases()
    {
        const string Later = "  loyalty_moves: 2024-11-01 12:00 UTC\n";
        Assert.Equal("uk 2024-11-01T12:00:00Z, us 2024-11-01T12:00:00Z",
            At(Timetable(Read(Short + Later)), Milestone.CouponsMove));
        var without = Timetable(Read(Short, loyalty: ""));
        Assert.Null(without.Find(Milestone.LoyaltyMoves));
        Assert.Equal(At(without, Milestone.PurchasesStop), At(without, Milestone.CouponsMove));
    }

    [Fact]
    public void A_move_of_points_that_no_rule_moves_is_left_out_with_a_warning()
    {
        var result = Read(Short + "  loyalty_moves: 2024-11-01 12:00 UTC\n", loyalty: "");
        var finding = Plans.Only(result);
        Assert.Equal((PlanCodes.MilestoneUnused, 26, Severity.Warning), (finding.Code, finding.Line, finding.Severity));
        Assert.Null(result.Plan?.Timetable?.Find(Milestone.LoyaltyMoves));
    }

    [Fact]
    public void Points_freeze_when_the_last_site_moves_them_unless_the_rule_says_otherwise()
    {
        const string Local = "  loyalty_moves: 2024-10-21 09:00\n";
        Assert.Equal(Instant.FromUtc(2024, 10, 21, 13, 0), Read(Short + Local).Plan?.Loyalty[0].FreezeAt);
        var written = Read(Short + Local, loyalty: """
            loyalty:
              "*": { into: mi-points, rate: 13/10, freeze_at: 2024-10-21 00:00 Europe/London }
            """);
        Assert.Equal(Instant.FromUtc(2024, 10, 20, 23, 0), written.Plan?.Loyalty[0].FreezeAt);
    }

    [Fact]
    public void Without_a_timetable_the_freeze_is_asked_for()
    {
        var finding = Plans.Only(Read(""));
        Assert.Equal((PlanCodes.Required, 23), (finding.Code, finding.Line));
        Assert.Contains("freeze_at", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_hour_that_one_sites_clock_jumps_over_is_that_sites_problem_alone()
    {
        var finding = Plans.Only(Read(Short + "  last_sync: 2025-03-30 01:30\n"));
        Assert.Equal((PlanCodes.TimeGap, 26), (finding.Code, finding.Line));
        Assert.Contains("site uk", finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("us", finding.Message.Split(':')[0], StringComparison.Ordinal);
        Assert.StartsWith("write 2025-03-30T01:30:00+00:00 (that is 2025-03-30T01:30:00Z), "
            + "or 2025-03-30T01:30:00+01:00 (that is 2025-03-30T00:30:00Z)", finding.Hint, StringComparison.Ordinal);
        Assert.Contains("one instant for all sites", finding.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void An_hour_that_happens_twice_at_one_site_and_is_missing_at_none()
    {
        var finding = Plans.Only(Read(Short + "  last_sync: 2025-11-02 01:30\n"));
        Assert.Equal((PlanCodes.TimeOverlap, 26), (finding.Code, finding.Line));
        Assert.Contains("site us", finding.Message, StringComparison.Ordinal);
        Assert.Contains("2025-11-02T01:30:00-04:00 (that is 2025-11-02T05:30:00Z)", finding.Hint, StringComparison.Ordinal);
        Assert.Contains("2025-11-02T01:30:00-05:00 (that is 2025-11-02T06:30:00Z)", finding.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Sites_that_share_a_clock_share_the_finding()
    {
        var result = Read(Short + "  last_sync: 2025-03-30 01:30\n", zone: "Europe/London");
        var finding = Plans.Only(result);
        Assert.Contains("sites uk and us", finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("one instant", finding.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void The_hint_of_a_jumped_hour_can_be_copied_into_the_timetable()
    {
        var hint = Plans.Only(Read(Short + "  last_sync: 2025-03-30 01:30\n")).Hint ?? "";
        var copied = Timetable(Read(Short + $"  last_sync: {hint.Split(' ')[1]}\n"));
        Assert.Equal("uk 2025-03-30T01:30:00Z, us 2025-03-30T01:30:00Z", At(copied, Milestone.LastSync));
    }

    [Fact]
    public void The_hour_of_a_clock_change_is_clear_to_sites_without_one()
    {
        var result = Read(Short + "  last_sync: 2025-03-30 01:30\n", zone: "UTC");
        Assert.Equal(PlanCodes.TimeGap, Plans.Only(result).Code);
        var later = Timetable(Read(Short + "  last_sync: 2025-03-30 02:00\n", zone: "UTC"));
        Assert.Equal("uk 2025-03-30T01:00:00Z, us 2025-03-30T02:00:00Z", At(later, Milestone.LastSync));
    }

    [Fact]
    public void A_site_whose_zone_is_unknown_is_reported_once() =>
        Assert.Equal(PlanCodes.UnknownZone, Plans.Only(Read(Short, zone: "America/Gotham")).Code);

    [Fact]
    public void A_place_in_the_order_is_judged_at_every_site()
    {
        // 18:00 in New York is 23:00 in London: the sites close one after the other, and the catch-up is between them.
        var finding = Plans.Only(Read(Short + "  last_sync: 2024-12-31 20:00 UTC\n"));
        Assert.Equal((PlanCodes.MilestoneOrder, 26), (finding.Code, finding.Line));
        Assert.Contains("at the site us", finding.Message, StringComparison.Ordinal);
        Assert.Contains("2024-12-31T23:00:00Z", finding.Message, StringComparison.Ordinal);
        Assert.Contains("line 25", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Redirects_outlast_the_handover_at_every_site()
    {
        // Handed over at 12:00 in New York, which is 17:00 in London, where redirects would have ended at 13:00.
        var finding = Plans.Only(Read(Short
            + "  domain_handover: 2025-02-03 12:00\n  redirects_until: 2025-02-03 13:00\n"));
        Assert.Equal((PlanCodes.MilestoneOrder, 27), (finding.Code, finding.Line));
        Assert.Contains("at the site uk", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Milestones_may_share_an_hour()
    {
        const string At = "2024-10-21 00:00 UTC";
        var text = "timetable:\n" + string.Concat(Milestones.All.Where(milestone => milestone != Milestone.RedirectsUntil)
            .Select(milestone => $"  {Milestones.Word(milestone)}: {At}\n"));
        Assert.Equal(9, Timetable(Read(text)).Milestones.Count);
    }

    [Fact]
    public void One_milestone_in_the_wrong_place_is_one_finding()
    {
        const string Whole = Short
            + "  loyalty_moves: 2024-10-22 00:00 UTC\n  coupons_move: 2024-12-12 00:00 UTC\n  last_sync: 2025-01-14 03:00 UTC\n";
        Assert.Empty(Read(Whole).Diagnostics);
        var late = Whole.Replace("2024-10-21", "2025-10-21", StringComparison.Ordinal);
        Assert.Equal(PlanCodes.MilestoneOrder, Plans.Only(Read(late)).Code);
    }

    /// <summary>Three sites: the UK and America retire, India stays.</summary>
    private static PlanResult Read(string timetable, string? loyalty = null, string zone = "America/New_York")
    {
        const string Sites = """
            retirement: poco
            sources: { poco: { pack: poco-store, connection: "sqlite:poco.db" } }
            target: { pack: mi-platform, connection: "sqlite:mi.db" }
            sites:
              uk:
                address: www.po.co/uk
                retires: true
                time_zone: Europe/London
                locales: [en-GB]
                select: { source: poco, channels: [uk] }
                target: { fallback: https://www.mi.com/uk }
              us:
                address: www.po.co/us
                retires: true
                time_zone: ZONE
                locales: [en-US]
                select: { source: poco, channels: [us] }
                target: { fallback: https://www.mi.com/us }
              in: { address: www.poco.in, retires: false, time_zone: Asia/Kolkata, locales: [hi-IN], select: { source: poco, channels: [in] } }
            allowed_hosts: [www.mi.com]
            accounts: { as_of: 2024-10-21 00:00 UTC }

            """;
        const string Points = "loyalty:\n  \"*\": { into: mi-points, rate: 13/10 }\n";
        return Plans.Read(Sites.Replace("ZONE", zone, StringComparison.Ordinal) + timetable + (loyalty ?? Points));
    }

    private static TimetableModel Timetable(PlanResult result)
    {
        Assert.Empty(result.Diagnostics);
        Assert.NotNull(result.Plan?.Timetable);
        return result.Plan.Timetable;
    }

    private static string At(TimetableModel timetable, Milestone milestone) => At(timetable.Find(milestone));

    private static string At(MilestoneModel? milestone) =>
        string.Join(", ", milestone?.At.Select(pair => $"{pair.Key} {pair.Value}") ?? []);
}
