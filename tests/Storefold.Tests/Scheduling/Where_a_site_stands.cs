using NodaTime;
using NodaTime.Text;
using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Tests.Scheduling;

public sealed class Where_a_site_stands
{
    private static readonly Duration Second = Duration.FromSeconds(1);
    private static readonly LocalDateTime Notice = new(2024, 9, 23, 10, 0);
    private static readonly LocalDateTime Stop = new(2024, 10, 21, 0, 0);
    private static readonly LocalDateTime Close = new(2024, 12, 31, 18, 0);
    private static readonly LocalDateTime End = new(2029, 12, 31, 23, 59);

    private static readonly TimetableModel Table = SomeTimetable.Of(
        (Milestone.Notice, Notice), (Milestone.PurchasesStop, Stop), (Milestone.LoyaltyMoves, Stop), (Milestone.Close, Close),
        (Milestone.LastSync, Close), (Milestone.RedirectsUntil, End));

    public static TheoryData<string> Sites => ["uk", "us"];

    [Theory]
    [MemberData(nameof(Sites))]
    public void Notice_and_stop_come_with_the_clock_to_the_second_in_the_sites_own_zone(string name)
    {
        var site = Site(name);
        foreach (var (hour, before, after) in new[]
        {
            (Notice, Phase.Before, Phase.Announced), (Stop, Phase.Announced, Phase.PurchasesStopped),
        })
        {
            var at = hour.InZoneStrictly(site.Zone).ToInstant();
            Assert.Equal(before, Of(site, at - Second).Phase);
            Assert.Equal(after, Of(site, at).Phase);
            Assert.Equal(after, Of(site, at + Second).Phase);
        }
    }

    [Theory]
    [MemberData(nameof(Sites))]
    public void The_close_counts_once_it_is_passed_and_is_late_before_that(string name)
    {
        var site = Site(name);
        var at = Close.InZoneStrictly(site.Zone).ToInstant();
        Assert.Equal(MilestoneState.Planned, Of(site, at - Second).Find(Milestone.Close)!.State);

        var late = Of(site, at + Second);
        Assert.Equal((Phase.PurchasesStopped, MilestoneState.Late), (late.Phase, late.Find(Milestone.Close)!.State));
        Assert.True(late.Find(Milestone.Close)!.Slipped);

        var passed = Of(site, at + Second, new PassedMilestone(Milestone.Close, name, at, null, null));
        Assert.Equal((Phase.Closed, MilestoneState.Passed, at), (passed.Phase, passed.Find(Milestone.Close)!.State, passed.Find(Milestone.Close)!.PassedAt));
        Assert.False(passed.Find(Milestone.Close)!.Slipped);
    }

    [Fact]
    public void Another_sites_close_is_not_this_ones()
    {
        var now = Close.InZoneStrictly(SomeTimetable.NewYork.Zone).ToInstant();
        var passed = new PassedMilestone(Milestone.Close, "uk", now, null, null);

        Assert.Equal(Phase.Closed, Of(SomeTimetable.London, now, passed).Phase);
        Assert.Equal(Phase.PurchasesStopped, Of(SomeTimetable.NewYork, now, passed).Phase);
    }

    [Fact]
    public void What_comes_for_all_sites_is_planned_for_the_last_ones_hour_everywhere()
    {
        var (uk, us) = (Stop.InZoneStrictly(SomeTimetable.London.Zone).ToInstant(), Stop.InZoneStrictly(SomeTimetable.NewYork.Zone).ToInstant());
        Assert.True(uk < us);

        var moves = Of(SomeTimetable.London, uk + Second).Find(Milestone.LoyaltyMoves)!;

        Assert.Equal((us, MilestoneState.Planned, false), (moves.At, moves.State, moves.Slipped));
        Assert.Equal(MilestoneState.Late, Of(SomeTimetable.London, us).Find(Milestone.LoyaltyMoves)!.State);
    }

    [Fact]
    public void Redirects_end_with_the_clock_but_not_before_the_close()
    {
        var end = End.InZoneStrictly(SomeTimetable.London.Zone).ToInstant();
        var close = new PassedMilestone(Milestone.Close, "uk", end - Second, null, null);

        Assert.Equal(Phase.Closed, Of(SomeTimetable.London, end - Second, close).Phase);
        Assert.Equal(Phase.Ended, Of(SomeTimetable.London, end, close).Phase);
        Assert.Equal(Phase.PurchasesStopped, Of(SomeTimetable.London, end).Phase);
    }

    [Theory]
    [InlineData("Europe/London", "2024-10-27T03:00", "2024-10-27T03:00:00Z")] // the clocks went back two hours before
    [InlineData("Europe/London", "2024-10-27T00:30", "2024-10-26T23:30:00Z")] // and will do so in half an hour
    [InlineData("America/New_York", "2024-11-03T04:00", "2024-11-03T09:00:00Z")]
    [InlineData("America/New_York", "2025-03-09T03:00", "2025-03-09T07:00:00Z")] // the hour before does not exist
    public void On_the_day_of_a_clock_change_the_stop_comes_to_the_second(string zone, string local, string instant)
    {
        var tz = DateTimeZoneProviders.Tzdb[zone];
        var at = tz.AtStrictly(LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(local).Value).ToInstant();
        var table = new TimetableModel([new MilestoneModel(Milestone.PurchasesStop, new Dictionary<string, Instant>(StringComparer.Ordinal) { ["uk"] = at }, local, 1)], 1);
        var site = SomeTimetable.London with { Zone = tz };

        Assert.Equal(instant, at.ToString());
        Assert.False(Standings.Of(table, site, [], [], at - Second).HasPassed(Milestone.PurchasesStop));
        Assert.True(Standings.Of(table, site, [], [], at).HasPassed(Milestone.PurchasesStop));
    }

    [Fact]
    public void An_hour_that_was_told_otherwise_before_has_slipped_until_it_is_passed()
    {
        var at = Close.InZoneStrictly(SomeTimetable.London.Zone).ToInstant();
        var (first, second) = (at - Duration.FromDays(14), at - Duration.FromDays(7));
        Promise[] promises =
        [
            new(Milestone.Close, "uk", second, second), new(Milestone.Close, "uk", first, first - Duration.FromDays(1)),
            new(Milestone.Close, "uk", at, second + Second), new(Milestone.Close, "us", first, first),
        ];

        var close = Standings.Of(Table, SomeTimetable.London, [], promises, at - Second).Find(Milestone.Close)!;
        Assert.Equal([first, second], close.PromisedBefore);
        Assert.True(close.Slipped);

        var passed = new PassedMilestone(Milestone.Close, "uk", at, null, null);
        Assert.False(Standings.Of(Table, SomeTimetable.London, [passed], promises, at).Find(Milestone.Close)!.Slipped);
    }

    [Fact]
    public void As_planned_means_every_event_up_to_now_and_none_after()
    {
        var us = Stop.InZoneStrictly(SomeTimetable.NewYork.Zone).ToInstant();

        var passed = Standings.AsPlanned(Table, us - Second);

        Assert.Contains(passed, one => one is { Milestone: Milestone.PurchasesStop, Site: "uk" });
        Assert.DoesNotContain(passed, one => one.Milestone == Milestone.LoyaltyMoves || one is { Milestone: Milestone.PurchasesStop, Site: "us" });
        Assert.Equal(2, Standings.AsPlanned(Table, us).Count(one => one.Milestone == Milestone.LoyaltyMoves));
    }

    private static SiteModel Site(string name) => name is "uk" ? SomeTimetable.London : SomeTimetable.NewYork;

    private static SiteStanding Of(SiteModel site, Instant now, params PassedMilestone[] passed) => Standings.Of(Table, site, passed, [], now);
}
