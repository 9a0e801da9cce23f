using Storefold.Shop;

namespace Storefold.Loyalty;

/// <summary>
/// One account's points, converted. Made by <see cref="PointsConverter"/> only, which keeps these identities:
/// <c>SourceBalance = Expired + WrittenOff + Converted</c>; <c>Exact = Converted * Rate</c>;
/// <c>Target = Exact + Rounding</c>, the rounding smaller than one unit of the target; <c>sum(Lots.Points) = Target</c>
/// and <c>sum(Lots.SourcePoints) = Converted</c>. Every lot of the source is in exactly one of <see cref="Lots"/>,
/// <see cref="ExpiredLots"/> and <see cref="SpentLots"/>.
/// </summary>
public sealed record Conversion
{
    /// <summary>Key of the source account.</summary>
    public required string Account { get; init; }

    /// <summary>Programme of the source account.</summary>
    public required string Programme { get; init; }

    /// <summary>Programme in the target.</summary>
    public required string Into { get; init; }

    /// <summary>Target points per source point.</summary>
    public required Rational Rate { get; init; }

    /// <summary>Decimals of the target's smallest unit.</summary>
    public required int TargetDecimals { get; init; }

    /// <summary>Points at the snapshot, pending ones included, before anything expires.</summary>
    public required decimal SourceBalance { get; init; }

    /// <summary>Points in lots that ended by the freeze (L7).</summary>
    public required decimal Expired { get; init; }

    /// <summary>A negative balance that the plan writes off (L9): 0 or below.</summary>
    public required decimal WrittenOff { get; init; }

    /// <summary>Source points that move.</summary>
    public required decimal Converted { get; init; }

    /// <summary>What they are worth in the target, before rounding.</summary>
    public required Rational Exact { get; init; }

    /// <summary>What the customer gets in the target.</summary>
    public required decimal Target { get; init; }

    /// <summary><see cref="Target"/> less <see cref="Exact"/>; positive is a gift to the customer.</summary>
    public required Rational Rounding { get; init; }

    /// <summary>What moves, by lot: spendable before pending, then by the source's expiry, then by key.</summary>
    public required IReadOnlyList<TargetLot> Lots { get; init; }

    /// <summary>What expired.</summary>
    public required IReadOnlyList<ExpiredLot> ExpiredLots { get; init; }

    /// <summary>
    /// Keys of lots without anything left: spent in the source, or used up by a balance below their sum.
    /// </summary>
    public required IReadOnlyList<string> SpentLots { get; init; }

    /// <summary>Set when balance and entries disagree; such an account goes to a person (L10).</summary>
    public required BalanceDiscrepancy? Discrepancy { get; init; }

    /// <summary>
    /// L12: lower-case hex SHA-256 of programme, account and plan revision. Whoever books under it checks
    /// <see cref="InputHash"/>: the same key with another body is refused.
    /// </summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>Lower-case hex SHA-256 over everything that went into the conversion.</summary>
    public required string InputHash { get; init; }
}

/// <summary>A lot as it stands in the target.</summary>
/// <param name="SourceKey">
/// Key of the source lot, or <see cref="PointsSnapshot.ResidualKey"/> for points without one.
/// </param>
/// <param name="SourcePoints">Source points that moved from it.</param>
/// <param name="Points">Target points; may be 0 after rounding, and is kept for provenance.</param>
/// <param name="ActivatesAt">For pending lots: when they become spendable (L8). Null otherwise.</param>
/// <param name="ExpiresAt">Expiry in the target, never before that in the source (L6); null: never.</param>
/// <param name="SourceExpiresAt">Expiry in the source.</param>
/// <param name="Pending">Not spendable at the freeze; void if its order is cancelled (L8).</param>
public sealed record TargetLot(
    string SourceKey, decimal SourcePoints, decimal Points, long? ActivatesAt, long? ExpiresAt, long? SourceExpiresAt,
    bool Pending);

/// <summary>A lot that ended by the freeze.</summary>
/// <param name="Key">Key of the source lot.</param>
/// <param name="Points">Source points that were left in it.</param>
/// <param name="ExpiresAt">When it ended, UTC microseconds.</param>
public sealed record ExpiredLot(string Key, decimal Points, long ExpiresAt);

/// <summary>Balance and entries of an account disagree (L10).</summary>
/// <param name="Balance">The source's own figure.</param>
/// <param name="EntriesSum">What its entries add up to.</param>
/// <param name="Kept">The larger, which counts until a person decides.</param>
public sealed record BalanceDiscrepancy(decimal Balance, decimal EntriesSum, decimal Kept);
