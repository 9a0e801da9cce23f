namespace Storefold.Loyalty;

/// <summary>What a line of a statement tells.</summary>
public enum StatementKind
{
    /// <summary>A lot that moved.</summary>
    Moved,

    /// <summary>A lot that moved and activates later.</summary>
    Pending,

    /// <summary>Points that moved and belong to no lot.</summary>
    Residual,

    /// <summary>A negative balance that moved.</summary>
    Debt,

    /// <summary>A negative balance that was written off.</summary>
    WrittenOff,

    /// <summary>A lot that ended by the freeze.</summary>
    Expired,
}

/// <summary>One line, old to new.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Account">Key of the source account.</param>
/// <param name="Lot">Key of the source lot; null where there is none.</param>
/// <param name="OldPoints">In source points.</param>
/// <param name="NewPoints">In target points; 0 where nothing moved.</param>
/// <param name="ActivatesAt">For pending lots, UTC microseconds.</param>
/// <param name="OldExpiresAt">Expiry in the source.</param>
/// <param name="NewExpiresAt">Expiry in the target.</param>
public sealed record StatementLine(
    StatementKind Kind, string Account, string? Lot, decimal OldPoints, decimal NewPoints, long? ActivatesAt,
    long? OldExpiresAt, long? NewExpiresAt);

/// <summary>
/// L19: the itemised way from old to new points that a customer can add up: the lines sum to <see cref="OldTotal"/> and
/// <see cref="NewTotal"/>. Data only; words are the notices' business.
/// </summary>
/// <param name="Lines">The lines: what moved, then what was written off, then what expired.</param>
/// <param name="OldTotal">Points at the snapshot in the source.</param>
/// <param name="NewTotal">Points in the target.</param>
public sealed record Statement(IReadOnlyList<StatementLine> Lines, decimal OldTotal, decimal NewTotal)
{
    /// <summary>The statement of one conversion.</summary>
    public static Statement Of(Conversion conversion)
    {
        var account = conversion.Account;
        var lines = conversion.Lots.Select(lot => new StatementLine(
            KindOf(lot), account, IsResidual(lot) ? null : lot.SourceKey, lot.SourcePoints, lot.Points, lot.ActivatesAt,
            lot.SourceExpiresAt, lot.ExpiresAt)).ToList();
        if (conversion.WrittenOff != 0)
        {
            lines.Add(new(StatementKind.WrittenOff, account, null, conversion.WrittenOff, 0, null, null, null));
        }

        lines.AddRange(conversion.ExpiredLots.Select(lot =>
            new StatementLine(StatementKind.Expired, account, lot.Key, lot.Points, 0, null, lot.ExpiresAt, null)));
        return new Statement(lines, conversion.SourceBalance, conversion.Target);
    }

    private static bool IsResidual(TargetLot lot) =>
        string.Equals(lot.SourceKey, PointsSnapshot.ResidualKey, StringComparison.Ordinal);

    private static StatementKind KindOf(TargetLot lot)
    {
        if (lot.Pending) return StatementKind.Pending;
        if (!IsResidual(lot)) return StatementKind.Moved;
        return lot.SourcePoints < 0 ? StatementKind.Debt : StatementKind.Residual;
    }
}
