using NodaTime;
using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Tests.Scheduling;

public sealed class Events_come_in_their_order
{
    private static readonly LocalDateTime Day = new(2024, 10, 21, 0, 0);

    [Fact]
    public void Each_site_at_its_own_hour_and_moves_once_the_last_site_has_come()
    {
        var events = Timetable.EventsOf(SomeTimetable.Of((Milestone.PurchasesStop, Day), (Milestone.LoyaltyMoves, Day)));

        Assert.Equal(
            "2024-10-20T23:00:00Z purchases_stop (uk); 2024-10-21T04:00:00Z purchases_stop (us); 2024-10-21T04:00:00Z loyalty_moves (uk, us)",
            string.Join("; ", events.Select(one => $"{one.At} {one}")));
    }

    [Fact]
    public void Sites_of_one_instant_come_together()
    {
        var at = Instant.FromUtc(2024, 12, 31, 18, 0);
        var timetable = new TimetableModel(
            [new MilestoneModel(Milestone.Close, new Dictionary<string, Instant>(StringComparer.Ordinal) { ["us"] = at, ["uk"] = at }, "2024-12-31 18:00 UTC", 1)], 1);

        Assert.Equal("close (uk, us)", Timetable.EventsOf(timetable).Single().ToString());
    }

    [Fact]
    public void Milestones_of_one_instant_come_in_their_own_order()
    {
        var timetable = SomeTimetable.Of((Milestone.LastSync, Day), (Milestone.CouponsMove, Day), (Milestone.LoyaltyMoves, Day));

        Assert.Equal(
            [Milestone.LoyaltyMoves, Milestone.CouponsMove, Milestone.LastSync], Timetable.EventsOf(timetable).Select(one => one.Milestone));
    }

    [Fact]
    public void A_plan_without_a_milestone_has_no_event_of_it() =>
        Assert.DoesNotContain(
            Timetable.EventsOf(SomeTimetable.Of((Milestone.Notice, Day))), one => one.Milestone == Milestone.LoyaltyMoves);
}
