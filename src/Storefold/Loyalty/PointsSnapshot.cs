namespace Storefold.Loyalty;

/// <summary>
/// An account at the freeze instant: balance, entries and lots brought into agreement, and the expired set apart
/// (L7-L10). The lots only say *when* points expire; the balance says how many there are.
/// </summary>
internal sealed class PointsSnapshot
{
    /// <summary>Key of the lot that stands for points which no lot of the source explains.</summary>
    internal const string ResidualKey = "residual";

    private PointsSnapshot(decimal balance, BalanceDiscrepancy? discrepancy)
    {
        Balance = balance;
        Discrepancy = discrepancy;
    }

    /// <summary>Spendable and not yet booked as expired; the larger of balance and entries.</summary>
    public decimal Balance { get; }

    public BalanceDiscrepancy? Discrepancy { get; }

    /// <summary>Points in lots that were not active at the freeze; no part of the balance.</summary>
    public decimal PendingPoints { get; private set; }

    /// <summary>Lots with what really is left of them, a positive residual among them.</summary>
    public List<PointsLot> Spendable { get; } = [];

    public List<PointsLot> Pending { get; } = [];

    public List<ExpiredLot> Expired { get; } = [];

    public List<string> Spent { get; } = [];

    /// <summary>The debt of an account below zero, as a lot; null otherwise.</summary>
    public PointsLot? Debt { get; private set; }

    public static PointsSnapshot At(long freeze, PointsAccount account)
    {
        var kept = Math.Max(account.Balance, account.EntriesSum ?? account.Balance);
        var discrepancy = account.EntriesSum is { } entries && entries != account.Balance
            ? new BalanceDiscrepancy(account.Balance, entries, kept)
            : null;
        var snapshot = new PointsSnapshot(kept, discrepancy);
        var owned = snapshot.SetPendingApart(freeze, account.Lots);
        snapshot.Agree(freeze, owned);
        return snapshot;
    }

    /// <summary>Oldest-expiring first; what never expires comes last.</summary>
    internal static IEnumerable<PointsLot> ByExpiry(IEnumerable<PointsLot> lots) => lots
        .OrderBy(lot => lot.ExpiresAt ?? long.MaxValue)
        .ThenBy(lot => lot.ExpiresAt is null)
        .ThenBy(lot => lot.Key, StringComparer.Ordinal);

    private List<PointsLot> SetPendingApart(long freeze, IReadOnlyList<PointsLot> lots)
    {
        var owned = new List<PointsLot>(lots.Count);
        foreach (var lot in ByExpiry(lots))
        {
            var pending = lot.ActivatesAt > freeze;
            if (pending) PendingPoints += lot.Remaining;

            // A spendable lot below zero is a debt that the balance knows already; as a lot it has nothing left.
            if (lot.Remaining == 0 || (lot.Remaining < 0 && !pending)) Spent.Add(lot.Key);
            else if (!pending) owned.Add(lot);
            else if (lot.Remaining > 0 && lot.ExpiresAt <= freeze) Expire(lot);
            else Pending.Add(lot);
        }

        return owned;
    }

    // Lots past their date take part: as long as something is left in them the balance counts it. A balance below the
    // sum of the lots uses up the oldest-expiring first, so points that the source has taken off already, by a burn or
    // by an expiry it did not book on the lot, are not taken off twice.
    private void Agree(long freeze, List<PointsLot> owned)
    {
        var sum = owned.Sum(lot => lot.Remaining);
        var surplus = sum - Math.Max(Balance, 0m);
        foreach (var lot in owned)
        {
            var used = Math.Clamp(surplus, 0m, lot.Remaining);
            surplus -= used;
            var left = lot with { Remaining = lot.Remaining - used };
            if (left.Remaining == 0) Spent.Add(lot.Key);
            else if (left.ExpiresAt <= freeze) Expire(left);
            else Spendable.Add(left);
        }

        if (Balance > sum) Spendable.Add(new PointsLot(ResidualKey, Balance - sum, null, null));
        if (Balance < 0) Debt = new PointsLot(ResidualKey, Balance, null, null);
    }

    private void Expire(PointsLot lot) => Expired.Add(new ExpiredLot(lot.Key, lot.Remaining, lot.ExpiresAt ?? 0));
}
