using System.Collections.Immutable;
using Storefold.Engine;
using Storefold.Shop;

namespace Storefold.Certifying;

/// <summary>
/// What a certificate states: every row of the source with its one fate, every amount and point, and what was left out
/// by which rule. Immutable; made by the engine's ledger, checked by <see cref="BooksCheck"/>, from the numbers alone.
/// It holds numbers, names and a pack's reasons, and by its types nothing else: no personal data can get in.
/// </summary>
/// <param name="Fates">One row per site and model row (<c>order</c>, <c>order.line</c>, …).</param>
/// <param name="Money">One row per currency and what is summed.</param>
/// <param name="Points">One row per source programme and rate.</param>
/// <param name="Coupons">The coupons of all sites together.</param>
/// <param name="NeedsNoAction">For how many the move is over without their doing anything.</param>
/// <param name="KeptSites">Sites that go on as before.</param>
/// <param name="TargetOwn">Rows that the target had before, per entity.</param>
/// <param name="NotCarried">What source or target cannot hold, each loss under its rule.</param>
public sealed record Books(
    IReadOnlyList<FateRow> Fates,
    IReadOnlyList<MoneyRow> Money,
    IReadOnlyList<PointsRow> Points,
    CouponsRow Coupons,
    NeedsNoAction NeedsNoAction,
    IReadOnlyList<KeptSite> KeptSites,
    IReadOnlyList<TargetOwn> TargetOwn,
    IReadOnlyList<NotCarried> NotCarried)
{
    /// <summary>Every identity that does not hold, as a sentence each; empty when the books balance.</summary>
    public IReadOnlyList<string> Problems() => BooksCheck.Problems(this);

    /// <summary>Every promise that was not kept: writes to kept sites, changes to the target's own rows.</summary>
    public IReadOnlyList<string> Breaches() => BooksCheck.Breaches(this);
}

/// <summary>The fates of the rows of one kind on one site.</summary>
/// <param name="Site">The site that the rows are booked under.</param>
/// <param name="Entity">The model row, such as <c>order.line</c>.</param>
/// <param name="Source">Rows in the source, by a bare count that knows nothing of the reading.</param>
/// <param name="Created">Rows written new.</param>
/// <param name="Merged">Rows that became one with a row of the target.</param>
/// <param name="Skipped">Rows left out, per named rule.</param>
/// <param name="Quarantined">Rows kept aside with their reason.</param>
/// <param name="Erased">Rows erased on request.</param>
public sealed record FateRow(
    Name Site, Name Entity, long Source, long Created, long Merged, ImmutableSortedDictionary<Name, long> Skipped,
    long Quarantined, long Erased)
{
    /// <summary>Rows of the source that have no fate; 0 when the row balances.</summary>
    public long Unexplained => Source - Created - Merged - Skipped.Values.Sum() - Quarantined - Erased;

    /// <summary>Source = sum of fates.</summary>
    public bool Balances => Unexplained == 0;
}

/// <summary>The sum of one kind of amount in one currency.</summary>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="What">What is summed, such as <c>order.total_grand</c>.</param>
/// <param name="Source">Sum in the source.</param>
/// <param name="NotCarried">Amounts of rows that do not move, per rule.</param>
/// <param name="Quarantined">Amounts of quarantined rows.</param>
/// <param name="Target">Sum as the target holds it.</param>
public sealed record MoneyRow(
    Name Currency, Name What, decimal Source, ImmutableSortedDictionary<Name, decimal> NotCarried, decimal Quarantined,
    decimal Target)
{
    /// <summary>Source - not carried - quarantined - target, exactly; 0 when the row balances.</summary>
    public Rational Imbalance => NotCarried.Values.Aggregate(
        Rational.Of(Source) - Rational.Of(Quarantined) - Rational.Of(Target),
        (rest, amount) => rest - Rational.Of(amount));

    /// <summary>Source = not carried + quarantined + target.</summary>
    public bool Balances => Imbalance == Rational.Zero;
}

/// <summary>How the points of one source programme turned into the target's.</summary>
/// <param name="Programme">The source's programme.</param>
/// <param name="Rate">Target points per source point.</param>
/// <param name="Source">Points in the source.</param>
/// <param name="Expired">Expired by the freeze.</param>
/// <param name="WrittenOff">Written off by an explicit rule.</param>
/// <param name="Quarantined">On quarantined accounts.</param>
/// <param name="Converted">Source points that were converted.</param>
/// <param name="Rounding">Target points added (or, when negative, taken) by rounding each account.</param>
/// <param name="Target">Target points credited.</param>
public sealed record PointsRow(
    Name Programme, Rational Rate, decimal Source, decimal Expired, decimal WrittenOff, decimal Quarantined,
    decimal Converted, Rational Rounding, decimal Target)
{
    /// <summary>Source - expired - written off - quarantined - converted, in source points.</summary>
    public Rational SourceImbalance => Rational.Of(Source) - Rational.Of(Expired) - Rational.Of(WrittenOff)
        - Rational.Of(Quarantined) - Rational.Of(Converted);

    /// <summary>Target - (converted * rate + rounding), in target points.</summary>
    public Rational TargetImbalance => Rational.Of(Target) - Exact - Rounding;

    /// <summary>Converted * rate, before rounding.</summary>
    public Rational Exact => Rational.Of(Converted) * Rate;

    /// <summary>Source and target side both hold.</summary>
    public bool Balances => SourceImbalance == Rational.Zero && TargetImbalance == Rational.Zero;
}

/// <summary>The coupons.</summary>
/// <param name="Definitions">Coupon definitions moved: created and merged rows of <c>coupon</c>.</param>
/// <param name="Codes">Codes moved: created and merged rows of <c>coupon.code</c>.</param>
/// <param name="Uses">Uses moved: created and merged rows of <c>coupon.use</c>.</param>
/// <param name="Reissued">Codes, of those moved, that carry a new text because the old one clashed.</param>
/// <param name="Aliases">Old texts, of the reissued codes, that their holders can still enter.</param>
/// <param name="Skipped">Rows of the three kinds left out, per rule.</param>
public sealed record CouponsRow(
    long Definitions, long Codes, long Uses, long Reissued, long Aliases, ImmutableSortedDictionary<Name, long> Skipped)
{
    internal static readonly Name DefinitionRow = "coupon";
    internal static readonly Name CodeRow = "coupon.code";
    internal static readonly Name UseRow = "coupon.use";

    /// <summary>The coupons as the fates tell them, so that the two cannot contradict each other.</summary>
    public static CouponsRow From(IReadOnlyList<FateRow> fates, long reissued, long aliases)
    {
        var skipped = fates.Where(row => IsCoupon(row.Entity)).SelectMany(row => row.Skipped);
        return new(
            Moved(fates, DefinitionRow), Moved(fates, CodeRow), Moved(fates, UseRow), reissued, aliases,
            ByRule.Of(skipped));
    }

    private static bool IsCoupon(Name entity) => entity == DefinitionRow || entity == CodeRow || entity == UseRow;

    private static long Moved(IReadOnlyList<FateRow> fates, Name entity) =>
        fates.Where(row => row.Entity == entity).Sum(row => row.Created + row.Merged);
}

/// <summary>How many of a kind there are, and for how many the customer need do nothing.</summary>
/// <param name="Total">All of them, as <see cref="NeedsNoAction.AllOf"/> counts.</param>
/// <param name="NoAction">Those that need no action.</param>
public readonly record struct CountShare(long Total, long NoAction);

/// <summary>The same for points of the target.</summary>
/// <param name="Total">All points credited or waiting.</param>
/// <param name="NoAction">Those that stand on the customer's account already.</param>
public readonly record struct PointsShare(decimal Total, decimal NoAction);

/// <summary>For how many the move is over without their doing anything.</summary>
/// <param name="Customers">Accounts.</param>
/// <param name="Orders">Orders.</param>
/// <param name="Points">Target points.</param>
public sealed record NeedsNoAction(CountShare Customers, CountShare Orders, PointsShare Points)
{
    internal static readonly Name CustomerRow = "customer";
    internal static readonly Name OrderRow = "order";

    private const int ShareParts = 10_000;
    private static readonly Name NoSite = SiteBook.NoSiteRule;

    /// <summary>
    /// All rows that somebody waits for: those that moved, and those that should have and did not, in quarantine or because their channel
    /// is of no site in the plan. What a rule leaves out on purpose is not among them.
    /// </summary>
    public static long AllOf(IEnumerable<FateRow> fates, Name entity) => fates.Where(row => row.Entity == entity)
        .Sum(row => row.Created + row.Merged + row.Quarantined + row.Skipped.GetValueOrDefault(NoSite));

    /// <summary>
    /// Share of the customers, from 0.0000 to 1.0000; rounded down, so that 1 means everybody. Nobody at all is 1.
    /// </summary>
    public decimal Share => Customers.Total <= 0
        ? 1.0000m
        : new decimal(Parts, 0, 0, isNegative: false, 4);

    private int Parts =>
        (int)Int128.Clamp((Int128)Customers.NoAction * ShareParts / Customers.Total, Int128.Zero, ShareParts);
}

/// <summary>A site that goes on as before.</summary>
/// <param name="Site">The site.</param>
/// <param name="Writes">Writes of Storefold to its rows; the promise is 0.</param>
/// <param name="AlteredResponses">Answers of the site that Storefold altered; null where nothing could.</param>
public sealed record KeptSite(Name Site, long Writes, long? AlteredResponses);

/// <summary>The rows of one kind that the target had before the first transfer.</summary>
/// <param name="Entity">The entity.</param>
/// <param name="Before">Rows that were there.</param>
/// <param name="Untouched">Those that are as they were.</param>
/// <param name="Merged">Those that took in a source row by a named merge.</param>
/// <param name="Changed">Those that differ without a merge; the promise is 0.</param>
/// <param name="Traded">Those that a target that goes on selling has changed or removed itself.</param>
/// <param name="Came">Rows beside them that such a target got of its own since.</param>
public sealed record TargetOwn(Name Entity, long Before, long Untouched, long Merged, long Changed, long Traded = 0, long Came = 0)
{
    /// <summary>Before - untouched - merged - changed - traded; 0 when the row balances.</summary>
    public long Imbalance => Before - Untouched - Merged - Changed - Traded;

    /// <summary>Before = untouched + merged + changed + traded.</summary>
    public bool Balances => Imbalance == 0;
}

/// <summary>Something that source or target cannot hold.</summary>
/// <param name="Rule">The pack's rule.</param>
/// <param name="Entity">The entity or part concerned.</param>
/// <param name="Field">The field; null where the whole entity or part is not carried.</param>
/// <param name="Rows">Rows that lost something by it.</param>
/// <param name="Why">The pack's reason.</param>
public sealed record NotCarried(Name Rule, Name Entity, Name? Field, long Rows, Reason Why);
