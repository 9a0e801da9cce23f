using Storefold.Engine;
using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Shop;

namespace Storefold.Verification;

/// <summary>What a verification has found so far.</summary>
internal sealed class VerificationState
{
    private readonly Dictionary<RowDef, long> _ours = [];
    private readonly HashSet<Value> _held;
    private readonly Action<string, long>? _report;

    /// <param name="keepMismatches">Differences that are kept by name.</param>
    /// <param name="heldAccounts">Keys of accounts that wait for a decision.</param>
    /// <param name="trades">Whether the target goes on selling (<see cref="Planning.TargetModel.Trades"/>).</param>
    /// <param name="report">Told of progress.</param>
    public VerificationState(int keepMismatches, IEnumerable<Value> heldAccounts, bool trades, Action<string, long>? report)
    {
        _held = [.. heldAccounts];
        Trades = trades;
        Mismatches = new MismatchList(keepMismatches);
        Traded = new MismatchList(keepMismatches);
        Tally = new BatchTally(Tallies);
        _report = report;
    }

    /// <summary>Whether the target goes on selling.</summary>
    public bool Trades { get; }

    /// <summary>Differences that nothing explains.</summary>
    public MismatchList Mismatches { get; }

    /// <summary>What the target has changed or added itself, where the plan says that it goes on selling.</summary>
    public MismatchList Traded { get; }

    public Tallies Tallies { get; } = new();

    public BatchTally Tally { get; }

    public TargetSums Sums { get; } = new();

    public long Rows { get; private set; }

    /// <summary>Orders that wait with a held account for their customer.</summary>
    public long WaitingOrders { get; private set; }

    /// <summary>Target points that wait with a held account.</summary>
    public decimal WaitingPoints { get; private set; }

    public void Advance(string step, long rows)
    {
        Rows += rows;
        _report?.Invoke(step, Rows);
    }

    /// <summary>Reports what the target's own customers and staff may have done: no difference where the plan says that it trades.</summary>
    public void ReportOfTarget(Mismatch found) => (Trades ? Traded : Mismatches).Add(found);

    /// <summary>Reports a part that stands in a row of ours and that nothing of ours accounts for.</summary>
    public void ReportExtraPart(Mismatch found, RowDef part)
    {
        ReportOfTarget(found);
        if (Trades) _ours[part] = _ours.GetValueOrDefault(part) + 1;
    }

    /// <summary>Rows of ours that were found in the target.</summary>
    public long RowsOfOurs(RowDef row) => _ours.GetValueOrDefault(row);

    /// <summary>A row of ours that is named as a difference already is no row that nothing accounts for.</summary>
    public void CountStanding(EntityDef def, MapEntry entry)
    {
        if (entry.MovedAs == Fate.Created) _ours[def.Root] = _ours.GetValueOrDefault(def.Root) + 1;
    }

    /// <summary>Counts the rows of one aggregate that stand in the target; missing ones must not make room for strangers.</summary>
    public void CountOwnedByUs(Projected projected, Aggregate onTarget, HashSet<Value>[] ids)
    {
        var def = projected.Source.Def;
        CountWaiting(projected);
        if (!projected.IsMerged) _ours[def.Root] = _ours.GetValueOrDefault(def.Root) + 1;
        for (var part = 0; part < ids.Length; part++)
            _ours[def.Parts[part]] = _ours.GetValueOrDefault(def.Parts[part]) + onTarget.Parts[part].Count(row => ids[part].Contains(row.Key));
    }

    private void CountWaiting(Projected projected)
    {
        var def = projected.Source.Def;
        if (_held.Count == 0 || (def != ShopModel.Order && def != ShopModel.Loyalty)) return;
        if (!_held.Contains(projected.Root.Fields[def.Root["customer"].Ordinal])) return;
        if (def == ShopModel.Order)
        {
            WaitingOrders++;
            return;
        }

        var points = def.Parts[def.PartIndex("entry")]["points"].Ordinal;
        WaitingPoints += projected.Part("entry").Sum(row => row.Fields[points].AsDecimal());
    }

    /// <summary>A points balance is the sum of the posted entries, in every account that was read.</summary>
    public void CheckInvariants(Aggregate onTarget)
    {
        if (onTarget.Def != ShopModel.Loyalty) return;
        var def = onTarget.Def.Parts[onTarget.Def.PartIndex("entry")];
        var sum = onTarget.Part("entry")
            .Where(entry => string.Equals(entry.Fields[def["status"].Ordinal].AsText(), "posted", StringComparison.Ordinal))
            .Select(entry => entry.Fields[def["points"].Ordinal])
            .Sum(points => points.IsNull ? 0 : points.AsDecimal()); // absent: unreadable, which is reported as such
        var balance = onTarget["native_balance"];
        if (!balance.IsNull && balance.AsDecimal() == sum) return;
        Mismatches.Add(new Mismatch(
            MismatchKind.BrokenInvariant, "loyalty", null, null, onTarget.Key.ToString(), "native_balance",
            sum.ToString(System.Globalization.CultureInfo.InvariantCulture), balance.ToString()));
    }
}
