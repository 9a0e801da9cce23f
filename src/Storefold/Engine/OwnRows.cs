using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>The rows that the target had before, with their fingerprints: what must be the same afterwards.</summary>
/// <param name="context">The target.</param>
/// <param name="isFirst">True where none is known yet (<see cref="AreUnknown"/>): then they go in bulk.</param>
internal sealed class OwnRows(FoldContext context, bool isFirst = false) : IDisposable
{
    private readonly RowBuffer _rows = new(
        context.Session, "storefold_own", "entity, [target_key], fp", keys: 2, isFirst ? OnDuplicate.Refuse : OnDuplicate.Replace, types: "ikb");

    /// <summary>True as long as nothing is known of the target's rows.</summary>
    public static bool AreUnknown(ISqlSession target) =>
        target.Scalar("SELECT 1 FROM storefold_own LIMIT 1").IsNull
        && target.Scalar("SELECT 1 FROM storefold_natural_key WHERE side = ?1 LIMIT 1", Value.Of((long)Side.Target)).IsNull;

    /// <summary>Notes a row of the target, and its natural keys.</summary>
    public void Note(Aggregate aggregate)
    {
        var def = aggregate.Def;
        _rows.Add(Value.Of(def.Number), aggregate.Key, context.FingerprintOnTarget(aggregate, ownsRoot: true, ownParts: null));
        IEnumerable<Value[]> codes = def == ShopModel.Coupon ? aggregate.Part("code").Select(row => row.Fields) : [];
        foreach (var (kind, value) in NaturalKeyRules.Of(def, aggregate.Root.Fields, codes, context.Target.Rules.CouponCodeCollation).Distinct())
            context.Keys.Add(Side.Target, kind, value, aggregate.Key, isFirst);
    }

    /// <summary>Forgets what was noted, when a batch is begun again.</summary>
    public void Discard() => _rows.Discard();

    /// <summary>Sends what was noted. Call it before the transaction ends.</summary>
    public void Flush() => _rows.Flush();

    public void Dispose() => _rows.Dispose();
}
