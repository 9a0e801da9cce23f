using System.Collections.Immutable;
using Storefold.Loyalty;
using Storefold.Shop;

namespace Storefold.Certifying.Statements;

/// <summary>What became of an account, or of one thing in it.</summary>
public enum Outcome
{
    /// <summary>It stands in the target.</summary>
    Moved,

    /// <summary>An account that became one with the customer's own account in the target.</summary>
    Joined,

    /// <summary>It stands in the target and waits there until its owner claims it, or a person decides.</summary>
    Waits,

    /// <summary>It did not move: a rule left it out, or it is kept aside with a reason.</summary>
    NotMoved,

    /// <summary>Erased at the customer's request: the statement says nothing else.</summary>
    Erased,
}

/// <summary>
/// What became of one customer's things, for that customer only. It holds their own numbers and codes and of nobody else
/// anything; the customer is named by the key in the source. The nonce keeps others from guessing it from a certificate.
/// </summary>
/// <param name="Retirement">Name of the retirement.</param>
/// <param name="Source">Name of the source.</param>
/// <param name="Key">Key of the customer there.</param>
/// <param name="Account">What became of the account.</param>
/// <param name="FindAt">Address where the customer finds everything; null where the plan names none.</param>
/// <param name="Counts">How many things of each kind, in a fixed order; empty for an erased customer.</param>
/// <param name="TrackingNumbers">Tracking numbers in the shipments that moved.</param>
/// <param name="Orders">Orders, old number to new.</param>
/// <param name="Coupons">Coupon codes of the customer, old to new.</param>
/// <param name="GiftCards">Gift cards and store credit.</param>
/// <param name="Points">Points accounts.</param>
/// <param name="Reasons">A sentence for each code that stands as a reason.</param>
/// <param name="Nonce">64 hexadecimal digits that nobody can guess.</param>
public sealed record CustomerStatement(
    string Retirement, string Source, string Key, AccountLine Account, string? FindAt, IReadOnlyList<ItemCount> Counts,
    long TrackingNumbers, IReadOnlyList<Renamed> Orders, IReadOnlyList<Renamed> Coupons,
    IReadOnlyList<GiftCardLine> GiftCards, IReadOnlyList<PointsLine> Points,
    ImmutableSortedDictionary<string, string> Reasons, string Nonce);

/// <summary>What became of the account.</summary>
/// <param name="Outcome">What.</param>
/// <param name="Reason">Code of the reason; null where there is nothing to explain.</param>
/// <param name="Words">The same as a sentence for the customer.</param>
/// <param name="Claim">For an account that waits: how it is claimed.</param>
public sealed record AccountLine(Outcome Outcome, string? Reason, string Words, ClaimLine? Claim);

/// <summary>How an account that waits is claimed.</summary>
/// <param name="By"><c>proof</c>: the customer proves that it is theirs; <c>support</c>: a person looks at it first.</param>
/// <param name="Until">Last instant, UTC microseconds; null where the plan sets none.</param>
/// <param name="Words">What to do.</param>
public sealed record ClaimLine(string By, long? Until, string Words);

/// <summary>How many things of one kind, and what became of them.</summary>
/// <param name="Kind">Name of the kind: <c>orders</c>, <c>shipments</c>, ….</param>
/// <param name="Moved">In the target, at the customer's hand.</param>
/// <param name="Waits">In the target, waiting with the account.</param>
/// <param name="NotMoved">The others, by code of the reason.</param>
public sealed record ItemCount(string Kind, long Moved, long Waits, ImmutableSortedDictionary<string, long> NotMoved)
{
    /// <summary>All of them.</summary>
    public long Total => Moved + Waits + NotMoved.Values.Sum();
}

/// <summary>Something that has a number or code.</summary>
/// <param name="Old">In the source.</param>
/// <param name="New">In the target; null where it did not move.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">Code, where it did not move.</param>
public sealed record Renamed(string Old, string? New, Outcome Outcome, string? Reason);

/// <summary>A gift card or store credit. The code itself is money, so only its end is shown.</summary>
/// <param name="EndsWith">Last four characters of the code; null where it has none.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Balance">What is left on it.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">Code, where it did not move.</param>
public sealed record GiftCardLine(string? EndsWith, string Currency, decimal Balance, Outcome Outcome, string? Reason);

/// <summary>One points account.</summary>
/// <param name="Programme">Programme in the source.</param>
/// <param name="Balance">Points in the source, at the freeze where they moved.</param>
/// <param name="Outcome">What became of them.</param>
/// <param name="Reason">Code, where they did not move.</param>
/// <param name="Conversion">The sum; null where they did not move.</param>
public sealed record PointsLine(string Programme, decimal Balance, Outcome Outcome, string? Reason, PointsSum? Conversion);

/// <summary>
/// How points were converted: balance = expired + written off + converted; exact = converted × rate;
/// new points = exact + rounding. The lines add up to both ends.
/// </summary>
/// <param name="Into">Programme in the target.</param>
/// <param name="Rate">Target points per source point.</param>
/// <param name="Expired">Expired by the freeze.</param>
/// <param name="WrittenOff">Written off by an explicit rule: 0 or below.</param>
/// <param name="Converted">Source points that were converted.</param>
/// <param name="Rounding">What rounding once has added.</param>
/// <param name="Points">Target points.</param>
/// <param name="Lines">Lot by lot (L19).</param>
public sealed record PointsSum(
    string Into, Rational Rate, decimal Expired, decimal WrittenOff, decimal Converted, Rational Rounding, decimal Points,
    IReadOnlyList<StatementLine> Lines)
{
    /// <summary>Converted × rate, before rounding.</summary>
    public Rational Exact => Rational.Of(Converted) * Rate;
}
