using NodaTime;
using Storefold.Engine;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Retiring;

namespace Storefold.Cli.Running;

/// <summary>
/// Waits for the next thing to do, does it, and waits again, until the last milestone is passed. Everything that matters is
/// in the journal: a loop that is killed is simply begun again.
/// </summary>
internal sealed class RunLoop(Retirement retirement, PlanModel plan, TimeProvider time, RunReport report)
{
    private static readonly Duration LongestRetry = Duration.FromMinutes(1);

    /// <summary>A machine that slept, or whose clock was set, is noticed within this time.</summary>
    private static readonly Duration Glance = Duration.FromMinutes(1);

    private readonly Duration _pace = Duration.FromMinutes(plan.Limits.SyncEveryMinutes);
    private Instant _syncNotBefore = Instant.MinValue;
    private Instant _choresAt = Instant.MaxValue;

    /// <summary>
    /// What else is done after each advance, such as posting what was approved; it may run again at any time, and says when it
    /// wants to.
    /// </summary>
    public IReadOnlyList<Func<RetirementState, CancellationToken, Task<Instant?>>> Chores { get; init; } = [];

    /// <summary>Refuses to go on when the plan is no longer the one that was read.</summary>
    public Action CheckPlan { get; init; } = () => { };

    /// <summary>Called when it has begun to wait, with the instant at which it will look again.</summary>
    public Action<Instant> Waiting { get; init; } = _ => { };

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    /// <summary>Until the last milestone is passed.</summary>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        while (true)
        {
            var state = await PersistentlyAsync(cancel);
            if (state.IsComplete)
            {
                report.Finished();
                return ExitCode.Ok;
            }

            report.Next(state, retirement.Events);
            await WaitAsync(state, cancel);
        }
    }

    /// <summary>What is due now, and no more.</summary>
    /// <returns>0 when nothing is held back.</returns>
    public async Task<int> OnceAsync(CancellationToken cancel)
    {
        var state = await RoundAsync(cancel);
        if (state.IsComplete) report.Finished();
        else report.Next(state, retirement.Events);
        return state.Held.Count == 0 && state.Waiting.Count == 0 ? ExitCode.Ok : ExitCode.No;
    }

    private async Task<RetirementState> RoundAsync(CancellationToken cancel)
    {
        CheckPlan();
        var state = await retirement.AdvanceAsync(cancel);
        if (state.NextSyncAt <= Now && Now >= _syncNotBefore)
        {
            await SyncAsync(cancel);
            state = retirement.Look() with { Outcomes = state.Outcomes };
        }

        _choresAt = Instant.MaxValue;
        foreach (var chore in Chores)
        {
            if (await chore(state, cancel) is { } again) _choresAt = Instant.Min(_choresAt, again);
        }

        return state;
    }

    private async Task SyncAsync(CancellationToken cancel)
    {
        _syncNotBefore = Now + _pace;
        try
        {
            if (await retirement.SyncAsync(cancel) is { } result) report.Synced(result);
        }
        catch (GuardException guard)
        {
            report.Stopped(guard);
        }
    }

    /// <summary>A database that is busy or away is tried again, ever more patiently.</summary>
    private async Task<RetirementState> PersistentlyAsync(CancellationToken cancel)
    {
        var wait = Duration.FromSeconds(1);
        while (true)
        {
            try
            {
                return await RoundAsync(cancel);
            }
            catch (StoreException failed) when (failed.IsTransient)
            {
                _syncNotBefore = Instant.MinValue;
                report.Retrying(failed.Message, wait.ToTimeSpan());
            }

            await DelayAsync(wait, cancel);
            wait = Duration.Min(wait + wait, LongestRetry);
        }
    }

    private async Task WaitAsync(RetirementState state, CancellationToken cancel)
    {
        var until = Until(state);
        for (var last = Now; last < until; last = Now)
        {
            await DelayAsync(Duration.Min(until - last, Glance), cancel);
            CheckPlan();

            // A clock that jumped back is refused by whoever acts next; a person's word ends the waiting.
            if (Now < last - Storefold.Retiring.Retirement.ClockTolerance || IsWordGiven(state)) return;
        }
    }

    /// <summary>A target that cannot be asked now is asked again a minute later.</summary>
    private bool IsWordGiven(RetirementState state)
    {
        try
        {
            return retirement.IsWordGiven(state);
        }
        catch (StoreException failed) when (failed.IsTransient)
        {
            return false;
        }
    }

    private Instant Until(RetirementState state)
    {
        var until = state.NextAt ?? Instant.MaxValue;
        if (state.NextSyncAt is { } sync) until = Instant.Min(until, Instant.Max(sync, _syncNotBefore));
        // What a person approves or mends meanwhile is found at the pace of the catch-ups.
        if (state.Held.Count > 0 || Chores.Count > 0 || until == Instant.MaxValue) until = Instant.Min(until, Now + _pace);
        return Instant.Min(until, _choresAt);
    }

    private async Task DelayAsync(Duration span, CancellationToken cancel)
    {
        var at = Now + span;
        var delay = Task.Delay(span.ToTimeSpan(), time, cancel);
        Waiting(at);
        await delay;
    }
}
