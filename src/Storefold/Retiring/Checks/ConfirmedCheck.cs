using NodaTime;
using Storefold.Journaling;
using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Retiring.Checks;

/// <summary>A person has confirmed that the source may be erased, knowing the outcome of the last catch-up.</summary>
internal sealed class ConfirmedCheck(RetirementSetup setup) : IMilestoneCheck
{
    private const string Code = "confirmed";

    public bool Concerns(Milestone milestone) => milestone is Milestone.SourceErased;

    public Task<IReadOnlyList<CheckResult>> CheckAsync(MilestoneEvent due, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<CheckResult>>([TargetJournal.Read(setup.Connections, setup.Plan, session => Answer(new MilestoneBook(session)))]);

    private static CheckResult Answer(MilestoneBook book)
    {
        var since = book.Passes().Where(pass => pass.Milestone == Milestone.LastSync).Select(pass => pass.At)
            .DefaultIfEmpty(Instant.MaxValue).Max();
        var confirmed = book.Overrides().LastOrDefault(said => said.Milestone == Milestone.SourceErased && said.UsedAt is null
            && string.Equals(said.Check, MilestoneOverride.Confirmation, StringComparison.Ordinal) && said.At >= since);
        return confirmed is not null
            ? new CheckResult(Code, true, $"{confirmed.By} has confirmed it: {confirmed.Reason}")
            : new CheckResult(
                Code, false, "Nobody has confirmed that the source may be erased.",
                "storefold decide PLAN confirm source_erased --by NAME --reason TEXT");
    }
}
