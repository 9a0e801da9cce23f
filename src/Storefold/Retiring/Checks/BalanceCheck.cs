using Storefold.Certifying;
using Storefold.Certifying.Statements;
using Storefold.Journaling;
using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Retiring.Checks;

/// <summary>The books balance, and every promise in them is kept: the figures that the certificate would state.</summary>
internal sealed class BalanceCheck(RetirementSetup setup, DataMove move) : IMilestoneCheck
{
    private const string Code = "books_balance";
    private const int Shown = 3;

    public bool Concerns(Milestone milestone) => DataMove.Verifies(milestone);

    public Task<IReadOnlyList<CheckResult>> CheckAsync(MilestoneEvent due, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<CheckResult>>([Answer()]);

    private CheckResult Answer()
    {
        if (move is { IsPartial: true, Stopped: null })
            return new CheckResult(Code, true, "Points or coupons move later; the last catch-up compares both sides.");
        if (move.Verified is not { } verified) return new CheckResult(Code, false, "There are no books without a verification.", move.Stopped?.Hint);
        var books = TargetJournal.Read(setup.Connections, setup.Plan, session =>
            new CertificateBuilder(setup.Plan, setup.Sources, setup.Target, verified, session).Build(setup.Time.GetUtcNow(), StatementRoot.None).Books);
        List<string> complaints = [.. books.Problems(), .. books.Breaches()];
        if (complaints.Count == 0) return new CheckResult(Code, true, "The books balance.");
        var more = complaints.Count > Shown ? $" And {complaints.Count - Shown} more." : "";
        return new CheckResult(Code, false, string.Join(' ', complaints.Take(Shown)) + more, "storefold status PLAN shows the books");
    }
}
