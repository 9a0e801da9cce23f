using Storefold.Engine;
using Storefold.Journaling;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Retiring.Checks;

/// <summary>No points can be spent on both sides: whatever was credited in the target has been debited in the source.</summary>
internal sealed class PointsCheck(RetirementSetup setup) : IMilestoneCheck
{
    private const string Code = "points_debited";

    public bool Concerns(Milestone milestone) => milestone is Milestone.LoyaltyMoves or Milestone.Close or Milestone.LastSync
        && setup.Plan.Loyalty.Count > 0;

    public Task<IReadOnlyList<CheckResult>> CheckAsync(MilestoneEvent due, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<CheckResult>>([TargetJournal.Read(setup.Connections, setup.Plan, Answer)]);

    private CheckResult Answer(ISqlSession session)
    {
        if (Journal.Peek(session) is null) return new CheckResult(Code, false, "No points have moved.", "storefold status PLAN");
        using var book = new PointsBook(session);
        var open = book.Unfinished();
        if (open > 0)
        {
            return new CheckResult(
                Code, false, $"{open} accounts are frozen and not credited: their balance changed between freeze and debit, or they were refused.",
                "storefold status PLAN --quarantine --row loyalty lists them; the next try goes on");
        }

        var kept = setup.Sources.Where(source => !PointsMove.Debits(source) && book.Credited(source.Number) > 0)
            .Select(source => source.Model.Name).ToList();
        return kept.Count == 0
            ? new CheckResult(Code, true, $"The points of {book.Totals().Sum(total => total.Accounts)} accounts have left their source.")
            : new CheckResult(
                Code, false, $"The points were credited, but not taken out of {string.Join(", ", kept)}: they can be spent on both sides.",
                "write allow_writes: [loyalty.freeze, loyalty.debit] under the source; or close the programme there, and override this on record");
    }
}
