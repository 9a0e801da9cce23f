using NodaTime;
using Storefold.Engine;
using Storefold.Journaling;
using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Retiring;

/// <summary>
/// Carries out one event: its data, its steps, its checks, and one transaction in which it is passed or held back. Killed
/// anywhere before that transaction it is simply tried again, and everything in it may run twice.
/// </summary>
internal sealed class EventRun(RetirementSetup setup, DataMove move, IReadOnlyList<IMilestoneCheck> checks)
{
    /// <summary>Tries an event that is due.</summary>
    public async Task<MilestoneOutcome> RunAsync(MilestoneEvent due, CancellationToken cancel)
    {
        setup.Observer.Begun(due);
        setup.Pause.Reached("milestone.begun");
        await move.RunAsync(due, cancel);
        setup.Pause.Reached("milestone.moved");
        List<CheckResult> answers = [.. await StepsAsync(due, cancel)];
        foreach (var check in checks.Where(check => check.Concerns(due.Milestone)))
        {
            cancel.ThrowIfCancellationRequested();
            answers.AddRange(await check.CheckAsync(due, cancel));
        }

        setup.Pause.Reached("milestone.checked");
        var outcome = TargetJournal.Write(setup.Connections, setup.Plan, (session, journal) => Settle(due, answers, new MilestoneBook(session), journal));
        setup.Pause.Reached(outcome.Passed ? "milestone.passed" : "milestone.held");
        setup.Observer.Settled(outcome);
        return outcome;
    }

    private async Task<List<CheckResult>> StepsAsync(MilestoneEvent due, CancellationToken cancel)
    {
        var refused = new List<CheckResult>();
        foreach (var step in setup.Steps.Where(step => step.Concerns(due.Milestone)))
        {
            cancel.ThrowIfCancellationRequested();
            setup.Observer.Doing(due, step.Name);
            try
            {
                await step.RunAsync(due, cancel);
            }
            catch (GuardException guard)
            {
                refused.Add(new CheckResult(step.Name, false, guard.Message, guard.Hint));
            }

            setup.Pause.Reached("milestone.stepped");
        }

        return refused;
    }

    private MilestoneOutcome Settle(MilestoneEvent due, IReadOnlyList<CheckResult> answers, MilestoneBook book, Journal journal)
    {
        var at = setup.Time.GetUtcNow();
        var now = Instant.FromDateTimeOffset(at);
        var said = book.Overrides().Where(one => one.Milestone == due.Milestone && one.UsedAt is null).ToList();
        var refusals = answers.Where(answer => !answer.Go).ToList();
        var used = refusals.Select(refusal => said.FindLast(one => one.Covers(refusal.Code))).ToList();
        var passes = !used.Contains(null);
        var outcome = new MilestoneOutcome(due, now, passes, answers, Joined(used, one => one.By), Joined(used, one => one.Reason));
        if (!passes) outcome = outcome with { OverriddenBy = null, Reason = null };
        foreach (var site in due.Sites)
        {
            if (!passes)
            {
                book.Hold(new MilestoneHold(due.Milestone, site, now, now, answers));
                continue;
            }

            book.Pass(new MilestonePass(due.Milestone, site, due.At, now, outcome.OverriddenBy, outcome.Reason, answers));
            journal.Log(at, "milestone_passed", $"{Milestones.Word(due.Milestone)}/{site}", null, outcome.OverriddenBy);
        }

        if (passes) book.UseOverrides(due.Milestone, now);
        setup.Pause.Reached("milestone.noted");
        return outcome;
    }

    private static string? Joined(List<MilestoneOverride?> used, Func<MilestoneOverride, string> part)
    {
        var words = used.OfType<MilestoneOverride>().Distinct().Select(part).Distinct(StringComparer.Ordinal).ToList();
        return words.Count == 0 ? null : string.Join("; ", words);
    }
}
