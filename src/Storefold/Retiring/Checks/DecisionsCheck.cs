using Storefold.Engine;
using Storefold.Journaling;
using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Retiring.Checks;

/// <summary>
/// How many accounts wait for a person. It holds nothing back: what waits is claimed at first login or decided later, but
/// whoever closes a shop ought to have seen the figure.
/// </summary>
internal sealed class DecisionsCheck(RetirementSetup setup) : IMilestoneCheck
{
    public bool Concerns(Milestone milestone) => milestone is Milestone.Close or Milestone.ClaimsEnd;

    public Task<IReadOnlyList<CheckResult>> CheckAsync(MilestoneEvent due, CancellationToken cancel)
    {
        var waiting = TargetJournal.Read(setup.Connections, setup.Plan, session =>
        {
            if (Journal.Peek(session) is null) return 0;
            using var matches = new MatchBook(session);
            return matches.All().Count(entry => entry.Waits);
        });
        var found = waiting == 0
            ? "No account waits for a decision."
            : $"{waiting} accounts wait for a decision: storefold decide PLAN lists them.";
        return Task.FromResult<IReadOnlyList<CheckResult>>([new CheckResult("decisions_seen", true, found)]);
    }
}
