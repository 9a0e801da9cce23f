using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>The rows that the target had before, with their fingerprints: what must be the same afterwards.</summary>
internal sealed class OwnRows(FoldContext context) : IDisposable
{
    private readonly RowBuffer _rows = new(context.Session, "storefold_own", "entity, [target_key], fp", keys: 2, OnDuplicate.Replace);

    /// <summary>Notes a row of the target, and its natural keys.</summary>
    public void Note(Aggregate aggregate)
    {
        var def = aggregate.Def;
        _rows.Add(Value.Of(def.Number), aggregate.Key, context.FingerprintOnTarget(aggregate, ownsRoot: true, ownParts: null));
        IEnumerable<Value[]> codes = def == ShopModel.Coupon ? aggregate.Part("code").Select(row => row.Fields) : [];
        foreach (var (kind, value) in NaturalKeyRules.Of(def, aggregate.Root.Fields, codes, context.Target.Rules.CouponCodeCollation))
            context.Keys.Add(Side.Target, kind, value, aggregate.Key);
    }

    /// <summary>Forgets what was noted, when a batch is begun again.</summary>
    public void Discard() => _rows.Discard();

    /// <summary>Sends what was noted. Call it before the transaction ends.</summary>
    public void Flush() => _rows.Flush();

    public void Dispose() => _rows.Dispose();
}
