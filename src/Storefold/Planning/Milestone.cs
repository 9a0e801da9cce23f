using NodaTime;

namespace Storefold.Planning;

/// <summary>The moments of a retirement, in the order in which they come.</summary>
public enum Milestone
{
    /// <summary>The public notice and the banner appear.</summary>
    Notice,

    /// <summary>Nothing can be bought any more.</summary>
    PurchasesStop,

    /// <summary>Points are frozen, debited in the source and credited in the target.</summary>
    LoyaltyMoves,

    /// <summary>Coupons are reissued in the target.</summary>
    CouponsMove,

    /// <summary>The sites answer no longer themselves: old addresses redirect.</summary>
    Close,

    /// <summary>The last catch-up; the certificate is issued.</summary>
    LastSync,

    /// <summary>The domains change hands.</summary>
    DomainHandover,

    /// <summary>Held accounts can no longer be claimed.</summary>
    ClaimsEnd,

    /// <summary>The source's data is erased, by its owner; nothing reads it from here on.</summary>
    SourceErased,

    /// <summary>Redirects end.</summary>
    RedirectsUntil,
}

/// <summary>How milestones are written.</summary>
public static class Milestones
{
    /// <summary>All, in their order.</summary>
    public static readonly IReadOnlyList<Milestone> All = Enum.GetValues<Milestone>();

    /// <summary>The milestones that one action fulfils for all sites at once, when the last site's hour has come; the others come site by site.</summary>
    public static bool IsForAllSites(Milestone milestone) => milestone is Milestone.LoyaltyMoves or Milestone.CouponsMove
        or Milestone.LastSync or Milestone.DomainHandover or Milestone.ClaimsEnd or Milestone.SourceErased;

    /// <summary>The word of the plan file: <c>purchases_stop</c>.</summary>
    public static string Word(Milestone milestone) => milestone switch
    {
        Milestone.Notice => "notice",
        Milestone.PurchasesStop => "purchases_stop",
        Milestone.LoyaltyMoves => "loyalty_moves",
        Milestone.CouponsMove => "coupons_move",
        Milestone.Close => "close",
        Milestone.LastSync => "last_sync",
        Milestone.DomainHandover => "domain_handover",
        Milestone.ClaimsEnd => "claims_end",
        Milestone.SourceErased => "source_erased",
        _ => "redirects_until",
    };

    /// <summary>The milestone of a word, or null.</summary>
    public static Milestone? Find(string word)
    {
        foreach (var milestone in All)
        {
            if (string.Equals(Word(milestone), word, StringComparison.Ordinal)) return milestone;
        }

        return null;
    }
}

/// <summary>One milestone of the plan, with its defaults resolved.</summary>
/// <param name="Milestone">Which.</param>
/// <param name="At">The instant per retiring site: a time without a zone is local to each site.</param>
/// <param name="Written">As the plan writes it; of a default the words of the milestone that it follows.</param>
/// <param name="Line">Line in the plan file.</param>
public sealed record MilestoneModel(Milestone Milestone, IReadOnlyDictionary<string, Instant> At, string Written, int Line);

/// <summary>The timetable as the plan states it. A milestone that is not there is not part of this retirement.</summary>
/// <param name="Milestones">In order; <c>notice</c>, <c>purchases_stop</c>, <c>close</c> and <c>last_sync</c> always.</param>
/// <param name="Line">Line in the plan file.</param>
public sealed record TimetableModel(IReadOnlyList<MilestoneModel> Milestones, int Line)
{
    /// <summary>The milestone, or null where the plan has none.</summary>
    public MilestoneModel? Find(Milestone milestone) => Milestones.FirstOrDefault(model => model.Milestone == milestone);
}
