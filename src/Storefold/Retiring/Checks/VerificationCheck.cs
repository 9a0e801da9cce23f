using System.Globalization;
using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Retiring.Checks;

/// <summary>Both sides were read back, and nothing differs.</summary>
internal sealed class VerificationCheck(DataMove move) : IMilestoneCheck
{
    /// <summary>Its code; what is erased later relies on this answer of the last catch-up.</summary>
    public const string Code = "verification_clean";

    public bool Concerns(Milestone milestone) => DataMove.Verifies(milestone);

    public Task<IReadOnlyList<CheckResult>> CheckAsync(MilestoneEvent due, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<CheckResult>>([Answer()]);

    private CheckResult Answer()
    {
        if (move is { IsPartial: true, Stopped: null })
            return new CheckResult(Code, true, "Points or coupons move later; the last catch-up compares both sides.");
        if (move.Verified is not { } found) return new CheckResult(Code, false, "Nothing was verified.", move.Stopped?.Hint);
        var culture = CultureInfo.InvariantCulture;
        return found.IsClean
            ? new CheckResult(Code, true, string.Create(culture, $"{found.Rows:N0} source rows compared: no difference."))
            : new CheckResult(
                Code, false, string.Create(culture, $"{found.Rows:N0} source rows compared: {found.MismatchCount:N0} differences."),
                "storefold verify PLAN names each row and field");
    }
}
