using NodaTime;
using Storefold.Planning;

namespace Storefold.Tests.Planning;

/// <summary>A freeze an hour off moves points that expire in that hour: the plan must say which it is.</summary>
public sealed class Local_times_around_a_clock_change
{
    [Theory]
    [InlineData("2024-03-31 01:30 Europe/London", "2024-03-31T01:30:00+00:00 (that is 2024-03-31T01:30:00Z)",
        "2024-03-31T01:30:00+01:00 (that is 2024-03-31T00:30:00Z)")]
    [InlineData("2024-03-10 02:00 America/New_York", "2024-03-10T02:00:00-05:00 (that is 2024-03-10T07:00:00Z)",
        "2024-03-10T02:00:00-04:00 (that is 2024-03-10T06:00:00Z)")]
    [InlineData("2024-10-06 02:15 Australia/Lord_Howe", "2024-10-06T02:15:00+10:30 (that is 2024-10-05T15:45:00Z)",
        "2024-10-06T02:15:00+11:00 (that is 2024-10-05T15:15:00Z)")]
    public void A_time_that_does_not_exist_is_refused_with_both_readings(string time, string before, string after) =>
        IsRefused(PlanCodes.TimeGap, time, before, after);

    [Theory]
    [InlineData("2024-10-27 01:30 Europe/London", "2024-10-27T01:30:00+01:00 (that is 2024-10-27T00:30:00Z)",
        "2024-10-27T01:30:00+00:00 (that is 2024-10-27T01:30:00Z)")]
    [InlineData("2024-11-03 01:00 America/New_York", "2024-11-03T01:00:00-04:00 (that is 2024-11-03T05:00:00Z)",
        "2024-11-03T01:00:00-05:00 (that is 2024-11-03T06:00:00Z)")]
    [InlineData("2024-04-07 01:45 Australia/Lord_Howe", "2024-04-07T01:45:00+11:00 (that is 2024-04-06T14:45:00Z)",
        "2024-04-07T01:45:00+10:30 (that is 2024-04-06T15:15:00Z)")]
    public void A_time_that_happens_twice_is_refused_with_both_readings(string time, string before, string after) =>
        IsRefused(PlanCodes.TimeOverlap, time, before, after);

    [Theory]
    [InlineData("2024-03-31 00:59:59 Europe/London", "2024-03-31T00:59:59Z")]
    [InlineData("2024-03-31 02:00 Europe/London", "2024-03-31T01:00:00Z")]
    [InlineData("2024-10-27 02:00 Europe/London", "2024-10-27T02:00:00Z")]
    [InlineData("2024-10-27T01:30:00+01:00", "2024-10-27T00:30:00Z")]
    [InlineData("2024-10-27 01:30 +00:00", "2024-10-27T01:30:00Z")]
    [InlineData("2024-10-06 02:30 Australia/Lord_Howe", "2024-10-05T15:30:00Z")]
    [InlineData("2024-10-21 00:00 UTC", "2024-10-21T00:00:00Z")]
    [InlineData("2024-10-21T00:00Z", "2024-10-21T00:00:00Z")]
    public void A_time_that_is_clear_is_taken(string time, string instant)
    {
        var result = Plans.ReadWith("2024-10-21 00:00 Europe/London", time);
        Assert.Empty(result.Diagnostics);
        Assert.Equal(instant, result.Plan?.Loyalty[0].FreezeAt.ToString());
    }

    [Fact]
    public void The_hint_can_be_copied_into_the_plan()
    {
        var refused = Plans.ReadWith("2024-10-21 00:00 Europe/London", "2024-10-27 01:30 Europe/London");
        var hint = Plans.Only(refused).Hint ?? "";
        var first = hint.Split(' ')[1];
        var plan = Plans.ReadWith("2024-10-21 00:00 Europe/London", first).Plan;
        Assert.Equal(Instant.FromUtc(2024, 10, 27, 0, 30), plan?.Loyalty[0].FreezeAt);
    }

    [Theory]
    [InlineData("2024-10-21 24:00 Europe/London")]
    [InlineData("2024-13-01 00:00 Europe/London")]
    [InlineData("2023-02-29 00:00 Europe/London")]
    [InlineData("21.10.2024 00:00 Europe/London")]
    [InlineData("2024-10-21T00:00:00.5Z")]
    [InlineData("2024-10-21 00:00 +15:00")]
    [InlineData("1066-10-14 09:00 Europe/London")]
    public void What_is_no_time_is_refused(string time) =>
        Assert.Equal(PlanCodes.BadTime, Plans.Only(Plans.ReadWith("2024-10-21 00:00 Europe/London", time)).Code);

    private static void IsRefused(string code, string time, string before, string after)
    {
        var finding = Plans.Only(Plans.ReadWith("2024-10-21 00:00 Europe/London", time));
        Assert.Equal((code, 15), (finding.Code, finding.Line));
        Assert.Equal($"write {before}, or {after}", finding.Hint);
    }
}
