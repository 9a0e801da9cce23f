using System.Globalization;
using Storefold.Engine;
using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Retiring.Checks;

/// <summary>The milestone's transfer came to its end, and no more was refused than the plan puts up with.</summary>
internal sealed class TransferCheck(RetirementSetup setup, DataMove move) : IMilestoneCheck
{
    public bool Concerns(Milestone milestone) => DataMove.Moves(milestone);

    public Task<IReadOnlyList<CheckResult>> CheckAsync(MilestoneEvent due, CancellationToken cancel) => Task.FromResult(Answer());

    private IReadOnlyList<CheckResult> Answer()
    {
        if (move.Moved is not { } moved)
            return [new CheckResult("transfer_finished", false, move.Stopped?.Message ?? "No transfer ran.", move.Stopped?.Hint)];
        var refused = QuarantineLimit.Of(setup.Plan.Limits, moved.Figures);
        var culture = CultureInfo.InvariantCulture;
        return
        [
            new CheckResult("transfer_finished", true, string.Create(
                culture, $"Run {moved.Run} visited {moved.Rows:N0} source rows and wrote {moved.Written:N0}.")),
            refused.IsExceeded
                ? new CheckResult(
                    "quarantine_within_limit", false,
                    string.Create(culture, $"{refused.Quarantined:N0} of {refused.Rows:N0} rows are quarantined: more than {refused.LimitPercent} %."),
                    "storefold status PLAN --quarantine lists them; mend the rows in the source, or raise limits.quarantined_percent")
                : new CheckResult("quarantine_within_limit", true, string.Create(
                    culture, $"{refused.Quarantined:N0} of {refused.Rows:N0} rows are quarantined.")),
        ];
    }
}
