namespace Storefold.Loyalty;

/// <summary>Points that were earned together and expire together.</summary>
/// <param name="Key">Native key of the lot, unique in its account.</param>
/// <param name="Remaining">What is left of it, in the programme's points; 0 or less counts as spent.</param>
/// <param name="ActivatesAt">Not spendable before, UTC microseconds; null: at once.</param>
/// <param name="ExpiresAt">Not spendable from then on, UTC microseconds; null: never expires.</param>
public sealed record PointsLot(string Key, decimal Remaining, long? ActivatesAt, long? ExpiresAt);

/// <summary>
/// A customer's points as the source has them when the conversion reads them. Amounts must fit decimal(26,8).
/// </summary>
/// <param name="Key">Native key of the account, unique in its programme.</param>
/// <param name="Programme">Programme in the source.</param>
/// <param name="Balance">
/// The source's own figure. It leaves pending lots out, and counts a lot that is past its date for as long as the
/// source has not booked the expiry (that is, while the lot's <c>Remaining</c> is above 0).
/// </param>
/// <param name="Lots">The lots, in any order; may be empty or incomplete.</param>
/// <param name="EntriesSum">
/// Sum of the posted entries, where the source keeps them; must equal the balance (L10).
/// </param>
public sealed record PointsAccount(
    string Key, string Programme, decimal Balance, IReadOnlyList<PointsLot> Lots, decimal? EntriesSum);
