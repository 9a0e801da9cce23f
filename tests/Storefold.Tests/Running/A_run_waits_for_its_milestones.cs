using NodaTime;
using Storefold.Cli.Running;
using Storefold.Connectors;
using Storefold.Engine;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Retiring;
using Storefold.Tests.Retiring;

namespace Storefold.Tests.Running;

/// <summary>The long-lived process, on a clock that the test moves.</summary>
public sealed class A_run_waits_for_its_milestones
{
    [Fact]
    public async Task Does_each_at_its_hour_and_ends_with_the_last()
    {
        using var lab = new RetirementLab(timetable: Short);
        using var run = new RunningLoop(lab);
        await run.WaitingAsync();

        foreach (var hour in lab.Hours())
        {
            await run.MoveToAsync(hour - Duration.FromSeconds(1));
            Assert.DoesNotContain(lab.Look().Passed, pass => pass.Planned == hour);
            await run.MoveToAsync(hour);
            Assert.Contains(lab.Look().Passed, pass => pass.Planned == hour && pass.At == hour);
        }

        Assert.Equal(0, await run.EndAsync());
        Assert.Contains("every milestone of the plan is passed", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Catches_up_at_the_plans_pace_in_between()
    {
        using var lab = new RetirementLab(timetable: Short);
        using var run = new RunningLoop(lab);
        await run.MoveToAsync(lab.Hours()[0]);
        Assert.Equal("1", Runs(lab));

        await run.MoveToAsync(lab.Hours()[0] + Duration.FromMinutes(59));
        Assert.Equal("1", Runs(lab));
        await run.MoveToAsync(lab.Hours()[0] + Duration.FromMinutes(60));
        Assert.Equal("2", Runs(lab));
        Assert.Contains("sync  run 2", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Takes_up_a_persons_word_within_a_minute()
    {
        using var lab = new RetirementLab(timetable: Short);
        lab.Checks.Add(new SaysNo(Milestone.PurchasesStop));
        using var run = new RunningLoop(lab);
        var stop = lab.HourOf(Milestone.PurchasesStop);
        await run.MoveToAsync(stop);
        Assert.NotEmpty(lab.Look().Held);

        await run.MoveToAsync(stop + Duration.FromMinutes(5));
        lab.Say(Milestone.PurchasesStop, "*");
        await run.MoveToAsync(stop + Duration.FromMinutes(6));

        Assert.Empty(lab.Look().Held);
        Assert.Contains("passed, overridden by Ada", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stops_when_the_clock_jumps_back()
    {
        using var lab = new RetirementLab(timetable: Short);
        using var run = new RunningLoop(lab);
        await run.MoveToAsync(lab.Hours()[0]);

        lab.Clock.MoveTo(lab.Clock.GetUtcNow().AddHours(-5));
        lab.Clock.MoveTo(lab.Clock.GetUtcNow().AddMinutes(1));

        var refused = await Assert.ThrowsAsync<GuardException>(run.EndAsync);
        Assert.Contains("jumped back", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Does_nothing_more_by_a_plan_that_was_edited()
    {
        using var lab = new RetirementLab(timetable: Short);
        using var run = new RunningLoop(lab);
        await run.MoveToAsync(lab.Hours()[0]);
        lab.Fold.EditPlan("purchases_stop: 2024-10-21 14:00", "purchases_stop: 2024-10-21 15:00");

        await run.MoveToAsync(lab.Hours()[0] + Duration.FromHours(4));

        var refused = await Assert.ThrowsAsync<GuardException>(run.EndAsync);
        Assert.Contains("was edited", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(lab.Look().Passed, pass => pass.Milestone != Milestone.Notice);
    }

    [Fact]
    public async Task Tries_again_ever_more_patiently_when_a_database_is_busy()
    {
        using var lab = new RetirementLab(timetable: Short);
        using var run = new RunningLoop(lab, new BusyConnections(failures: 3));
        await run.WaitingAsync();
        foreach (var seconds in new[] { 1, 2, 4 }) await run.MoveToAsync(Instant.FromDateTimeOffset(lab.Clock.GetUtcNow()) + Duration.FromSeconds(seconds));

        Assert.Contains("trying again in 1 s", run.Error, StringComparison.Ordinal);
        Assert.Contains("trying again in 4 s", run.Error, StringComparison.Ordinal);
        await run.MoveToAsync(lab.Hours()[0]);
        Assert.Contains(lab.Look().Passed, pass => pass.Milestone == Milestone.Notice);
    }

    [Fact]
    public async Task Ends_when_it_is_told_to_and_goes_on_when_it_is_begun_again()
    {
        using var lab = new RetirementLab(timetable: Short);
        using (var run = new RunningLoop(lab))
        {
            await run.MoveToAsync(lab.Hours()[0]);
            run.Cancel();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(run.EndAsync);
        }

        using var again = new RunningLoop(lab);
        await again.MoveToAsync(lab.HourOf(Milestone.RedirectsUntil));
        Assert.Equal(0, await again.EndAsync());
        Assert.True(lab.Look().IsComplete);
    }

    /// <summary>A retirement of two days.</summary>
    private const string Short =
        """
        timetable:
          notice: 2024-10-21 10:00 UTC
          purchases_stop: 2024-10-21 14:00 UTC
          close: 2024-10-21 18:00 UTC
          redirects_until: 2024-10-22 18:00 UTC

        """;

    private static string? Runs(RetirementLab lab) => lab.Fold.Target("SELECT count(*) FROM storefold_run");

    /// <summary>A loop in a task of its own; the clock is moved only while it waits.</summary>
    private sealed class RunningLoop : IDisposable
    {
        private readonly RetirementLab _lab;
        private readonly CancellationTokenSource _cancel = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        private readonly SemaphoreSlim _signal = new(0);
        private readonly StringWriter _output = new();
        private readonly StringWriter _error = new();
        private readonly RunReport _report;
        private readonly Task<int> _task;
        private long _untilTicks;

        public RunningLoop(RetirementLab lab, IConnections? connections = null)
        {
            _lab = lab;
            _report = new RunReport(TextWriter.Synchronized(_output), TextWriter.Synchronized(_error), lab.Clock);
            var fold = lab.Fold.Fold;
            var retirement = new Retirement(new RetirementSetup(fold.Plan, fold.Sources, fold.Target, connections ?? new Connections(), lab.Clock)
            {
                Checks = lab.Checks, Observer = _report,
            });
            var loop = new RunLoop(retirement, fold.Plan, lab.Clock, _report) { Waiting = Note, CheckPlan = PlanWatch.Of(fold.Plan) };
            _task = Task.Run(() => loop.RunAsync(_cancel.Token));
        }

        public string Output => _output.ToString();

        public string Error => _error.ToString();

        private Instant Until => Instant.FromUnixTimeTicks(Volatile.Read(ref _untilTicks));

        public void Cancel() => _cancel.Cancel();

        public Task<int> EndAsync() => _task;

        /// <summary>Until it waits for something that is still to come, or has ended.</summary>
        public async Task WaitingAsync()
        {
            while (!_task.IsCompleted && Until <= Instant.FromDateTimeOffset(_lab.Clock.GetUtcNow()))
                await Task.WhenAny(_signal.WaitAsync(_cancel.Token), _task);
        }

        /// <summary>Moves the clock in the steps in which the loop looks at it.</summary>
        public async Task MoveToAsync(Instant instant)
        {
            await WaitingAsync();
            while (!_task.IsCompleted && Instant.FromDateTimeOffset(_lab.Clock.GetUtcNow()) < instant)
            {
                _lab.Clock.MoveTo(Instant.Min(instant, Until).ToDateTimeOffset());
                await WaitingAsync();
            }
        }

        public void Dispose()
        {
            _cancel.Cancel();
            _report.Dispose();
            _signal.Dispose();
            _cancel.Dispose();
        }

        private void Note(Instant until)
        {
            Volatile.Write(ref _untilTicks, until.ToUnixTimeTicks());
            _signal.Release();
        }
    }

    private sealed class BusyConnections(int failures) : IConnections
    {
        private readonly Connections _real = new();
        private int _left = failures;

        public ISqlSession Open(ConnectionModel connection, SessionUse use) =>
            Interlocked.Decrement(ref _left) >= 0 ? throw new StoreException("the database is busy", isTransient: true) : _real.Open(connection, use);
    }
}
