using Storefold.Engine;
using Storefold.Packs;
using Storefold.Shop;

namespace Storefold.Verification;

/// <summary>Money and points as the target really holds them, summed over the rows that transfers own while they are read back.</summary>
public sealed class TargetSums
{
    private readonly SortedDictionary<(string Currency, string What), decimal> _money = [];
    private readonly SortedDictionary<string, decimal> _points = new(StringComparer.Ordinal);

    /// <summary>Sums by currency and amount.</summary>
    public IReadOnlyDictionary<(string Currency, string What), decimal> Money => _money;

    /// <summary>Credited points, pending ones included, by source programme.</summary>
    public IReadOnlyDictionary<string, decimal> Points => _points;

    /// <summary>Adds the rows of one aggregate.</summary>
    /// <param name="onTarget">As read from the target.</param>
    /// <param name="ownsRoot">Whether the root is the transfer's.</param>
    /// <param name="isOwn">Whether a part row is the transfer's: part index and id.</param>
    public void Add(Aggregate onTarget, bool ownsRoot, Func<int, Value, bool> isOwn)
    {
        var def = onTarget.Def;
        var ofRoot = def.Root.CurrencyOrdinal < 0 ? null : onTarget.Root.Fields[def.Root.CurrencyOrdinal].AsText();
        foreach (var (row, amount) in BatchTally.Amounts)
        {
            if (!string.Equals(row.Entity, def.Name, StringComparison.Ordinal)) continue;
            if (row.Part is null)
            {
                if (ownsRoot) Add(row, amount, onTarget.Root.Fields, ofRoot);
                continue;
            }

            var part = def.PartIndex(row.Part);
            foreach (var found in onTarget.Parts[part].Where(found => isOwn(part, found.Key))) Add(row, amount, found.Fields, ofRoot);
        }

        if (def == ShopModel.Loyalty) AddPoints(onTarget, isOwn);
    }

    private void Add(RowDef row, int amount, Value[] fields, string? ofRoot)
    {
        if (fields[amount].IsNull) return;
        var key = (BatchTally.Booked(Projection.CurrencyOf(row, fields, ofRoot)), $"{row.Name}.{row.Fields[amount].Name}");
        _money[key] = _money.GetValueOrDefault(key) + fields[amount].AsDecimal();
    }

    private void AddPoints(Aggregate onTarget, Func<int, Value, bool> isOwn)
    {
        var part = onTarget.Def.PartIndex("entry");
        var def = onTarget.Def.Parts[part];
        foreach (var entry in onTarget.Parts[part].Where(entry => isOwn(part, entry.Key)))
        {
            var points = entry.Fields[def["points"].Ordinal];
            if (points.IsNull) continue; // unreadable there, and reported as a difference
            var programme = entry.Fields[def["origin_programme"].Ordinal].AsText() ?? "?";
            _points[programme] = _points.GetValueOrDefault(programme) + points.AsDecimal();
        }
    }
}
