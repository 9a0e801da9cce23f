using NodaTime;
using Storefold.Planning;
using Storefold.Shop;

namespace Storefold.Matching;

/// <summary>
/// Decides what becomes of a person from the source, by the table in docs/architecture.md. Every doubt adds a reason
/// with a kind of its own, and the kind furthest from merging wins: AUTO is only what nothing speaks against. The order
/// of the candidates never matters. Called once per person; reads nothing.
/// </summary>
public static class Matcher
{
    /// <summary>Decides for one person.</summary>
    /// <param name="source">The person in the retiring shop.</param>
    /// <param name="targetCandidates">
    /// Persons in the target who share the e-mail key, the loose key or the phone key; others may be among them and
    /// count only as "name alone" or "unconfirmed change".
    /// </param>
    /// <param name="sourceRivals">How many other retiring accounts have the same key or claim the same target.</param>
    /// <param name="targetEmailVerifiedKnown">Whether the target keeps if an address was proven.</param>
    /// <param name="rules">The plan's rules.</param>
    public static MatchDecision Decide(
        Person source, IReadOnlyList<Person> targetCandidates, int sourceRivals, bool targetEmailVerifiedKnown,
        AccountRules rules)
    {
        var email = EmailKey.Of(source.Email);
        var pairs = targetCandidates
            .DistinctBy(person => person.Key, StringComparer.Ordinal)
            .OrderBy(person => person.Key, StringComparer.Ordinal)
            .Select(person => new Pair(source, email, person))
            .ToArray();
        var candidates = pairs.Where(pair => pair.Ground >= MatchGround.Phone).ToArray();

        var findings = new Findings();
        if (email.Refusal is { } refusal) findings.Add(MatchKind.Review, refusal);
        if (sourceRivals > 0) findings.Add(MatchKind.Review, MatchReasons.SeveralRetiringAccounts);

        if (candidates.Length == 0) return WithoutCandidate(findings, pairs);

        var judge = new PairJudge(RecentFrom(rules), rules.HighValueOrders, targetEmailVerifiedKnown);
        var verdicts = candidates.Select(judge.Judge).ToArray();
        if (candidates.Length == 1 || verdicts.All(verdict => verdict.Kind == MatchKind.Never))
        {
            foreach (var verdict in verdicts) findings.AddAll(verdict);
        }

        if (candidates.Length > 1)
        {
            findings.Add(MatchKind.Review, MatchReasons.SeveralCandidates);
            if (candidates.Any(pair => pair.SharesPhone)) findings.Add(MatchKind.Review, MatchReasons.SharedPhone);
        }

        return findings.Decide(MatchKind.Auto, candidates.Select(pair => pair.Target.Key));
    }

    // Nobody to merge with. What leads to somebody by name or by an unconfirmed change is told, and never followed.
    private static MatchDecision WithoutCandidate(Findings findings, Pair[] pairs)
    {
        if (!findings.Any)
        {
            bool LeadsThere(MatchGround ground) => pairs.Any(pair => pair.Ground == ground);
            findings.AddIf(LeadsThere(MatchGround.PendingEmail), MatchKind.Never, MatchReasons.EmailChangeOnly);
            findings.AddIf(LeadsThere(MatchGround.Name), MatchKind.Never, MatchReasons.NameOnly);
        }

        return findings.Decide(MatchKind.None, []);
    }

    private static long RecentFrom(AccountRules rules)
    {
        var from = rules.AsOf.InUtc().LocalDateTime.PlusMonths(-rules.DormantAfterMonths);
        return Clock.ToMicroseconds(from.InUtc().ToDateTimeOffset());
    }
}
