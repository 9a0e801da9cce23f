using Storefold.Journaling;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Scheduling;

namespace Storefold.Retiring.Checks;

/// <summary>
/// Before a source is erased, everything in it must be accounted for: the last catch-up was verified without a difference, and
/// a certificate was issued for what the target holds now. Afterwards nobody can find out any more.
/// </summary>
internal sealed class CertificateCheck(RetirementSetup setup) : IMilestoneCheck
{
    public bool Concerns(Milestone milestone) => milestone is Milestone.SourceErased;

    public Task<IReadOnlyList<CheckResult>> CheckAsync(MilestoneEvent due, CancellationToken cancel) =>
        Task.FromResult(TargetJournal.Read<IReadOnlyList<CheckResult>>(setup.Connections, setup.Plan, session =>
        {
            var book = new MilestoneBook(session);
            return [Issued(book, session), Verified(book)];
        }));

    private static CheckResult Issued(MilestoneBook book, ISqlSession session)
    {
        const string Code = "certificate_issued";
        const string Hint = "storefold certificate PLAN issues it";
        if (book.Certificate is not { } note) return new CheckResult(Code, false, "No certificate was issued.", Hint);
        var run = Journal.Peek(session)?.LastCompleteRun();
        return run == note.Run
            ? new CheckResult(Code, true, $"A certificate was issued for run {note.Run}.")
            : new CheckResult(Code, false, $"The certificate is of run {note.Run}, and run {run} came after it.", Hint);
    }

    private static CheckResult Verified(MilestoneBook book)
    {
        const string Code = "verified_at_last_sync";
        var answers = book.Passes().Where(pass => pass.Milestone == Milestone.LastSync)
            .SelectMany(pass => pass.Checks)
            .Where(check => string.Equals(check.Code, VerificationCheck.Code, StringComparison.Ordinal)).ToList();
        if (answers.Count > 0 && answers.TrueForAll(check => check.Go))
            return new CheckResult(Code, true, "The last catch-up was verified without a difference.");
        return new CheckResult(
            Code, false, answers.Find(check => !check.Go)?.Detail ?? "The last catch-up was not verified.",
            "storefold verify PLAN names what differs; override this on record only when that is explained");
    }
}
