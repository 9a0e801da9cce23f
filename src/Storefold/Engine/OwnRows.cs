using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>
/// The target's own rows of one entity: those that it had before the first row moved, and those that it got since, from its own
/// customers and staff. Their fingerprints say what must be the same afterwards, their natural keys whom nobody may collide with.
/// </summary>
/// <param name="context">The target.</param>
/// <param name="def">The entity.</param>
/// <param name="since">Run that finds them; 0 before the first row has moved.</param>
/// <param name="isFirst">True where none is known yet (<see cref="AreUnknown"/>): then they go in bulk.</param>
internal sealed class OwnRows(FoldContext context, EntityDef def, long since, bool isFirst = false) : IDisposable
{
    private readonly RowBuffer _rows = new(
        context.Session, "storefold_own", "entity, [target_key], fp, natural_keys, since", keys: 2,
        isFirst ? OnDuplicate.Refuse : OnDuplicate.Replace, types: "ikbbi");

    private readonly ListedQuery _known = new(
        context.Session, "[target_key], natural_keys", "storefold_own", "entity = ?1", "target_key", native: true);

    private readonly Fingerprint _print = new();

    /// <summary>True as long as nothing is known of the target's rows.</summary>
    public static bool AreUnknown(ISqlSession target) =>
        target.Scalar("SELECT 1 FROM storefold_own LIMIT 1").IsNull
        && target.Scalar("SELECT 1 FROM storefold_natural_key WHERE side = ?1 LIMIT 1", Value.Of((long)Side.Target)).IsNull;

    /// <summary>True for an entity whose rows have natural keys.</summary>
    public static bool CanBeCollidedWith(EntityDef def) => NaturalKeyRules.KindsOf(def).Count > 0;

    /// <summary>Parts without which the natural keys of the entity are not known.</summary>
    public static IReadOnlyCollection<string> PartsWithKeys(EntityDef def) => def == ShopModel.Coupon ? ["code"] : [];

    /// <summary>Notes a row, and its natural keys.</summary>
    public void Note(Aggregate aggregate)
    {
        var keys = KeysOf(aggregate);
        var fp = context.FingerprintOnTarget(aggregate, ownsRoot: true, ownParts: null);
        _rows.Add(Value.Of(def.Number), aggregate.Key, fp, PrintOf(keys), Value.Of(since));
        foreach (var (kind, value) in keys) context.Keys.Add(Side.Target, kind, value, aggregate.Key, isFirst);
    }

    /// <summary>
    /// Looks at rows of the target, read with <see cref="PartsWithKeys"/> alone. What is new and no transfer's is noted; where an own
    /// row goes by other natural keys than before, these count from now on. Its fingerprint stays what it was.
    /// </summary>
    /// <param name="rows">Some rows, its own and moved ones.</param>
    /// <param name="leftovers">Rows of earlier transfers that the ID map no longer has, or not yet.</param>
    public void Meet(IReadOnlyList<Aggregate> rows, IReadOnlySet<Value> leftovers)
    {
        var keys = rows.Select(row => row.Key).ToList();
        context.ForgetAhead();
        context.Map.LookAheadBehind(def, keys);
        var known = new Dictionary<Value, Value>();
        _known.Each(keys, (row, arena) => known[row.Read(0, arena)] = row.Read(1, arena), Value.Of(def.Number));
        var unknown = new List<Value>();
        foreach (var row in rows)
        {
            if (known.TryGetValue(row.Key, out var print)) FollowKeys(row, print);
            else if (!leftovers.Contains(row.Key) && context.Map.BehindTarget(def, row.Key).Count == 0) unknown.Add(row.Key);
        }

        if (unknown.Count == 0) return;
        foreach (var newcomer in context.OwnReader(def).ReadKeys(unknown)) Note(newcomer);
    }

    /// <summary>Forgets what was noted, when a batch is begun again.</summary>
    public void Discard() => _rows.Discard();

    /// <summary>Sends what was noted. Call it before the transaction ends.</summary>
    public void Flush() => _rows.Flush();

    public void Dispose()
    {
        _rows.Dispose();
        _known.Dispose();
    }

    private void FollowKeys(Aggregate row, in Value known)
    {
        var keys = KeysOf(row);
        var print = PrintOf(keys);
        if (print == known) return;
        context.Keys.Forget(NaturalKeyRules.KindsOf(def), row.Key);
        foreach (var (kind, value) in keys) context.Keys.Add(Side.Target, kind, value, row.Key);
        context.Session.Run(
            "UPDATE storefold_own SET natural_keys = ?3 WHERE entity = ?1 AND target_key = ?2k", Value.Of(def.Number), row.Key, print);
    }

    private List<(string Kind, string Value)> KeysOf(Aggregate aggregate)
    {
        IEnumerable<Value[]> codes = def == ShopModel.Coupon ? aggregate.Part("code").Select(row => row.Fields) : [];
        return [.. NaturalKeyRules.Of(def, aggregate.Root.Fields, codes, context.Target.Rules.CouponCodeCollation).Distinct()];
    }

    private Value PrintOf(List<(string Kind, string Value)> keys)
    {
        _print.Begin();
        foreach (var (kind, value) in keys)
        {
            _print.Add(Value.Of(kind));
            _print.Add(Value.Of(value));
        }

        return _print.End();
    }
}
