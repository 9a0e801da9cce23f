using Storefold.Engine;
using Storefold.Scheduling;

namespace Storefold.Tests.Engine;

/// <summary>On a clock that the test moves: how long each row takes is known, so the right answer is too.</summary>
public sealed class The_estimate_of_the_time_that_is_left
{
    private static readonly DateTimeOffset Start = new(2024, 10, 21, 9, 0, 0, TimeSpan.Zero);

    private readonly SimulatedClock _clock = new(Start);
    private readonly TransferWork _work = new();
    private readonly List<TransferProgress> _reports = [];

    [Fact]
    public void Rows_that_cost_more_count_for_more()
    {
        _work.Plan("cheap", 1000, cost: 1, before: 0);
        _work.Plan("dear", 1000, cost: 10, before: 0);
        var meter = new TransferMeter(_clock, _work, _reports.Add);

        Do(meter, "cheap", batches: 10, rows: 100, milliseconds: 100);
        // A second for 1,000 units of work; 10,000 are left, which a mean over rows would take for one second.
        Assert.Equal(TimeSpan.FromSeconds(10), _reports[^1].Remaining);
        Do(meter, "dear", batches: 5, rows: 100, milliseconds: 1000);
        Assert.Equal(TimeSpan.FromSeconds(5), _reports[^1].Remaining);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    public void The_machine_may_be_slower_than_the_one_that_was_measured_on(int slower)
    {
        _work.Plan("survey", 400, cost: 3, before: 0);
        _work.Plan("customer", 300, cost: 20, before: 0);
        _work.Plan("order", 900, cost: 7, before: 0);
        var meter = new TransferMeter(_clock, _work, _reports.Add);

        for (var batch = 0; batch < 4; batch++)
        {
            Move(300 * slower);
            meter.Look("survey", 100);
        }

        Do(meter, "customer", 3, 100, 2000 * slower);
        Do(meter, "order", 9, 100, 700 * slower);
        var end = _clock.GetUtcNow() - Start;
        Assert.All(_reports, report => Assert.Equal((end - report.Elapsed).TotalSeconds, report.Remaining!.Value.TotalSeconds, precision: 3));
        Assert.Equal(TimeSpan.Zero, _reports[^1].Remaining);
    }

    [Fact]
    public void A_run_that_is_gone_on_with_goes_by_its_own_pace()
    {
        _work.Plan("customer", 1000, cost: 2, before: 1000);
        _work.Plan("order", 1000, cost: 4, before: 500);
        var meter = new TransferMeter(_clock, _work, _reports.Add);
        Do(meter, "order", 1, 100, 400);
        Assert.Equal(TimeSpan.FromSeconds(1.6), _reports[^1].Remaining);
        Assert.Equal(100, _reports[^1].RowsHere);
    }

    [Fact]
    public void A_shop_that_grows_meanwhile_is_never_more_than_done_and_one_that_shrank_is_not_waited_for()
    {
        _work.Plan("customer", 100, cost: 1, before: 0);
        _work.Plan("order", 100, cost: 1, before: 0);
        var meter = new TransferMeter(_clock, _work, _reports.Add);
        Do(meter, "customer", 1, 50, 1000);
        meter.Finish("customer");
        Do(meter, "order", 3, 50, 1000);
        Assert.Equal([3.0, 1.0, 0.0, 0.0], _reports.Select(report => Math.Round(report.Remaining!.Value.TotalSeconds)));
    }

    [Fact]
    [Trait("Category", "Seeded")]
    public void Before_anything_is_done_there_is_no_estimate_and_what_was_done_only_grows()
    {
        var random = Seed.Random(4);
        _work.Plan("order", 5000, cost: 3, before: 0);
        _work.Plan("review", 5000, cost: 9, before: 0);
        var meter = new TransferMeter(_clock, _work, _reports.Add);
        meter.Look("unknown", 10);
        Assert.Null(_reports[^1].Remaining);
        var left = double.MaxValue;
        foreach (var step in new[] { "order", "review" })
        {
            for (var batch = 0; batch < 60; batch++)
            {
                Do(meter, step, 1, random.Next(0, 150), random.Next(1, 500));
                Assert.True(_work.Left <= left);
                Assert.True(_work.Left >= 0);
                left = _work.Left;
            }
        }
    }

    private void Do(TransferMeter meter, string step, int batches, int rows, int milliseconds)
    {
        for (var batch = 0; batch < batches; batch++)
        {
            Move(milliseconds);
            meter.Advance(step, rows, rows);
        }
    }

    private void Move(int milliseconds) => _clock.MoveTo(_clock.GetUtcNow().AddMilliseconds(milliseconds));
}
