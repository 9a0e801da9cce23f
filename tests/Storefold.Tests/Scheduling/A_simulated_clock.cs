using Storefold.Scheduling;

namespace Storefold.Tests.Scheduling;

public sealed class A_simulated_clock
{
    private static readonly DateTimeOffset Noon = new(2024, 10, 21, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Stands_still_until_it_is_moved()
    {
        var clock = new SimulatedClock(Noon.ToOffset(TimeSpan.FromHours(2)));
        Assert.Equal(Noon, clock.GetUtcNow());
        Assert.Equal(TimeSpan.Zero, clock.GetUtcNow().Offset);

        clock.MoveTo(Noon.AddHours(1));

        Assert.Equal(Noon.AddHours(1), clock.GetUtcNow());
    }

    [Fact]
    public void Fires_timers_in_the_order_of_their_hours_and_shows_each_hour()
    {
        var clock = new SimulatedClock(Noon);
        List<string> fired = [];
        using var late = clock.CreateTimer(_ => fired.Add("late " + clock.GetUtcNow().ToString("HH:mm")), null, TimeSpan.FromHours(2), Timeout.InfiniteTimeSpan);
        using var early = clock.CreateTimer(_ => fired.Add("early " + clock.GetUtcNow().ToString("HH:mm")), null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);

        clock.MoveTo(Noon.AddMinutes(59));
        Assert.Empty(fired);
        clock.MoveTo(Noon.AddHours(3));

        Assert.Equal(["early 13:00", "late 14:00"], fired);
    }

    [Fact]
    public void Fires_what_a_timer_sets_up_within_the_same_move()
    {
        var clock = new SimulatedClock(Noon);
        List<DateTimeOffset> fired = [];
        ITimer? second = null;
        using var first = clock.CreateTimer(
            _ => second = clock.CreateTimer(_ => fired.Add(clock.GetUtcNow()), null, TimeSpan.FromMinutes(10), Timeout.InfiniteTimeSpan),
            null, TimeSpan.FromMinutes(10), Timeout.InfiniteTimeSpan);

        clock.MoveTo(Noon.AddHours(1));

        Assert.Equal([Noon.AddMinutes(20)], fired);
        second!.Dispose();
    }

    [Fact]
    public void Fires_a_periodic_timer_as_often_as_its_period_fits()
    {
        var clock = new SimulatedClock(Noon);
        var fired = 0;
        var timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(20));

        clock.MoveTo(Noon.AddHours(1));
        Assert.Equal(3, fired);

        timer.Dispose();
        clock.MoveTo(Noon.AddHours(2));
        Assert.Equal(3, fired);
    }

    [Fact]
    public async Task Ends_a_delay_at_its_hour()
    {
        var clock = new SimulatedClock(Noon);
        var delay = Task.Delay(TimeSpan.FromDays(3), clock, TestContext.Current.CancellationToken);

        clock.MoveTo(Noon.AddDays(3).AddTicks(-1));
        Assert.False(delay.IsCompleted);
        clock.MoveTo(Noon.AddDays(3));

        await delay;
    }

    [Fact]
    public void Lets_no_time_pass_when_it_is_set_back()
    {
        var clock = new SimulatedClock(Noon);
        var fired = 0;
        using var timer = clock.CreateTimer(_ => fired++, null, TimeSpan.FromMinutes(30), Timeout.InfiniteTimeSpan);
        var begun = clock.GetTimestamp();

        clock.MoveTo(Noon.AddDays(-1));
        Assert.Equal(Noon.AddDays(-1), clock.GetUtcNow());
        Assert.Equal(TimeSpan.Zero, clock.GetElapsedTime(begun));
        clock.MoveTo(Noon.AddDays(-1).AddMinutes(29));
        Assert.Equal(0, fired);
        clock.MoveTo(Noon.AddDays(-1).AddMinutes(30));

        Assert.Equal(1, fired);
        Assert.Equal(TimeSpan.FromMinutes(30), clock.GetElapsedTime(begun));
    }
}
