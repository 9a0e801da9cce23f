using NodaTime;
using Storefold.Announcing;
using Storefold.Engine;
using Storefold.Planning;
using Storefold.Retiring;
using Storefold.Scheduling;

namespace Storefold.Cli.Running;

/// <summary>What <c>storefold run</c> says: one line per event, why one is held back, and what comes next.</summary>
internal sealed class RunReport(TextWriter output, TextWriter error, TimeProvider time) : IRetirementObserver, IDisposable
{
    private ProgressLine? _progress;

    /// <inheritdoc/>
    public void Moving(TransferProgress progress)
    {
        _progress ??= new ProgressLine(error, Console.IsErrorRedirected);
        _progress.Report(progress);
    }

    /// <inheritdoc/>
    public void Settled(MilestoneOutcome outcome)
    {
        EndProgress();
        var word = outcome.Passed ? outcome.OverriddenBy is null ? "passed" : $"passed, overridden by {outcome.OverriddenBy}" : "HELD";
        Line($"{Milestones.Word(outcome.Event.Milestone)}  {string.Join(", ", outcome.Event.Sites)}  {word}");
        foreach (var check in outcome.Checks) Write(check);
        if (outcome.Reason is { } reason) output.WriteLine($"    reason: {reason}");
    }

    /// <summary>The target has caught up between milestones.</summary>
    public void Synced(TransferResult result)
    {
        EndProgress();
        Line(string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"sync  run {result.Run}: {result.Rows:N0} rows visited, {result.Written:N0} written"));
    }

    /// <summary>What became of the posts for social channels; silent when nothing did.</summary>
    public void Announced(int drafts, PostingRound round)
    {
        if (drafts + round.Posted + round.Retried + round.Waiting == 0) return;
        EndProgress();
        Line($"posts  {drafts} new drafts, {round.Posted} posted, {round.Retried} to be tried again, {round.Waiting} wait for a person");
        if (drafts + round.Waiting > 0) output.WriteLine("    storefold decide PLAN drafts shows them");
    }

    /// <summary>A guard stopped the catch-up between milestones; the next one tries again.</summary>
    public void Stopped(GuardException guard)
    {
        EndProgress();
        Line("sync  HELD");
        Write(new CheckResult("sync", false, guard.Message, guard.Hint));
    }

    /// <summary>A database failed in a way that may pass.</summary>
    public void Retrying(string why, TimeSpan wait)
    {
        EndProgress();
        error.WriteLine($"storefold: {why}; trying again in {wait.TotalSeconds:0} s");
    }

    /// <summary>What is waited for.</summary>
    public void Next(RetirementState state, IReadOnlyList<MilestoneEvent> events)
    {
        EndProgress();
        if (state.Waiting.Count > 0) output.WriteLine("    waiting for what is held: " + string.Join("; ", state.Waiting));
        if (state.NextAt is not { } next) return;
        output.WriteLine($"    next: {next}  {string.Join("; ", events.Where(one => one.At == next))}");
    }

    /// <summary>The last milestone is passed.</summary>
    public void Finished() => Line("every milestone of the plan is passed");

    /// <inheritdoc/>
    public void Dispose() => EndProgress();

    private void Line(string text) => output.WriteLine($"{Instant.FromDateTimeOffset(time.GetUtcNow())}  {text}");

    private void Write(CheckResult check)
    {
        output.WriteLine($"    {(check.Go ? "go" : "NO")}  {check.Code}: {check.Detail}");
        if (!check.Go && check.Hint is { } hint) output.WriteLine($"        hint: {hint}");
    }

    private void EndProgress()
    {
        _progress?.Dispose();
        _progress = null;
    }
}
