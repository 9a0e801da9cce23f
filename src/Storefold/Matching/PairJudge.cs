namespace Storefold.Matching;

/// <summary>
/// Collects everything that speaks against merging one pair. It never stops early, so a person who decides sees all.
/// </summary>
/// <param name="recentFrom">Whoever was last verified or logged in before this is dormant, UTC microseconds.</param>
/// <param name="highValueOrders">More orders than this are looked at by a person; null: no bound.</param>
/// <param name="targetVerificationKnown">Whether the target keeps if an address was proven.</param>
internal sealed class PairJudge(long recentFrom, int? highValueOrders, bool targetVerificationKnown)
{
    public Findings Judge(Pair pair)
    {
        var findings = new Findings();
        JudgeGround(findings, pair);
        JudgeOwnership(findings, pair);
        JudgeEither(findings, pair.Source);
        JudgeEither(findings, pair.Target);
        findings.AddIf(pair.NamesDiffer, MatchKind.Review, MatchReasons.NameConflict);
        findings.AddIf(pair.CountriesDiffer, MatchKind.Review, MatchReasons.CountryConflict);
        findings.AddIf(
            PhoneKey.Conflict(pair.Source.Phone, pair.Target.Phone), MatchKind.Review, MatchReasons.PhoneConflict);
        return findings;
    }

    private static void JudgeGround(Findings findings, Pair pair)
    {
        findings.AddIf(pair.TargetEmail.Refusal is not null, MatchKind.Review, pair.TargetEmail.Refusal ?? "");
        switch (pair.Ground)
        {
            case MatchGround.Email:
                // The key ignores case; whether a mail server does is its own affair.
                var sameCase = string.Equals(
                    pair.SourceEmail.RawLocal, pair.TargetEmail.RawLocal, StringComparison.Ordinal);
                findings.AddIf(!sameCase, MatchKind.Review, MatchReasons.EmailCaseDiffers);
                break;
            case MatchGround.Variant:
                findings.Add(MatchKind.Review, MatchReasons.EmailVariant);
                break;
            case MatchGround.LookAlike:
                findings.Add(MatchKind.Never, MatchReasons.EmailLookAlike);
                break;
            default:
                findings.Add(MatchKind.Challenge, MatchReasons.PhoneOnly);
                break;
        }
    }

    private void JudgeOwnership(Findings findings, Pair pair)
    {
        var (source, target) = (pair.Source, pair.Target);
        findings.AddIf(!source.IsVerified, MatchKind.Challenge, MatchReasons.SourceUnverified);
        if (!targetVerificationKnown) findings.Add(MatchKind.Challenge, MatchReasons.TargetVerificationUnknown);
        else findings.AddIf(!target.IsVerified, MatchKind.Challenge, MatchReasons.TargetUnverified);

        findings.AddIf(source.SocialOnly != target.SocialOnly, MatchKind.Challenge, MatchReasons.LoginKindsDiffer);
        findings.AddIf(
            source.HeldSince is null || target.HeldSince is null,
            MatchKind.Challenge, MatchReasons.VerificationUndated);
        findings.AddIf(
            source.HeldSince > target.LastSeen || target.HeldSince > source.LastSeen,
            MatchKind.Challenge, MatchReasons.EmailMayBeRecycled);
    }

    private void JudgeEither(Findings findings, Person person)
    {
        findings.AddIf(person.Kind == PersonKind.Guest, MatchKind.Challenge, MatchReasons.Guest);
        findings.AddIf(
            !string.IsNullOrWhiteSpace(person.PendingEmail), MatchKind.Challenge, MatchReasons.EmailChangePending);
        findings.AddIf(person.Staff, MatchKind.Review, MatchReasons.Staff);
        findings.AddIf(person.B2b, MatchKind.Review, MatchReasons.Business);
        findings.AddIf(person.Fraud, MatchKind.Review, MatchReasons.FraudFlag);
        findings.AddIf(person.OrderCount > highValueOrders, MatchKind.Review, MatchReasons.HighValue);
        JudgeRecency(findings, person);
        findings.AddIf(person.Status == PersonStatus.Unknown, MatchKind.Review, MatchReasons.StatusUnknown);
        findings.AddIf(person.Status == PersonStatus.Disabled, MatchKind.Never, MatchReasons.Blocked);
        findings.AddIf(person.Status == PersonStatus.Deleted, MatchKind.Never, MatchReasons.Erased);
    }

    // A guest has no account that could be dormant, and never merges unasked anyway. Where the platform keeps no logins
    // an order or the day of signing up tells a dormant account from one that is merely not known to be in use.
    private void JudgeRecency(Findings findings, Person person)
    {
        if (person.Kind == PersonKind.Guest || person.LastProof >= recentFrom) return;
        var dormant = (person.LastSeen ?? person.CreatedAt) < recentFrom;
        if (dormant) findings.Add(MatchKind.Review, MatchReasons.Dormant);
        else findings.Add(MatchKind.Challenge, MatchReasons.RecencyUnknown);
    }
}
