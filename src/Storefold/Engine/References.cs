using System.Runtime.InteropServices;
using Storefold.Journaling;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>
/// Where references lead: from native keys to target ids, through the ID map. Answers are kept for a while, because orders
/// of one day share products; the cache is bounded, so memory does not grow with the shop.
/// </summary>
public sealed class References(IdMap map)
{
    private const int CacheLimit = 50_000;

    private readonly Dictionary<(int Entity, int Source, Value Key), MapEntry?> _cache = [];

    /// <summary>The ID map's entry of a referenced aggregate; null when it has none.</summary>
    public MapEntry? Find(EntityDef entity, int source, in Value key)
    {
        if (_cache.Count >= CacheLimit) _cache.Clear();
        ref var slot = ref CollectionsMarshal.GetValueRefOrAddDefault(_cache, (entity.Number, source, key), out var known);
        if (!known) slot = map.Find(entity, source, key);
        return slot;
    }

    /// <summary>Fetches entries that are going to be asked for, many at a time.</summary>
    public void LookAhead(EntityDef entity, int source, IEnumerable<Value> keys)
    {
        var unknown = keys.Where(key => !_cache.ContainsKey((entity.Number, source, key))).ToList();
        if (unknown.Count == 0) return;
        if (_cache.Count + unknown.Count >= CacheLimit) _cache.Clear();
        foreach (var key in unknown) _cache[(entity.Number, source, key)] = null;
        foreach (var entry in map.LookAhead(entity, source, unknown)) _cache[(entity.Number, source, entry.SourceKey)] = entry;
    }

    /// <summary>
    /// Target id of a part of another aggregate, or absent. The part map keeps the parts of one that is not to be in the target any
    /// more until they are removed, and that waits for those who refer to them.
    /// </summary>
    public Value FindPart(RowDef row, int source, in Value parent, in Value identity)
    {
        var entity = ShopModel.Find(row.Entity) ?? throw new ArgumentException($"{row.Entity} is not an entity.");
        return Find(entity, source, parent) is { Fate: Fate.Created or Fate.Merged }
            ? map.Part(IdMap.RowNumber(row), source, parent, identity)
            : Value.Null;
    }

    /// <summary>Forgets an entry that has just changed.</summary>
    public void Forget(EntityDef entity, int source, in Value key) => _cache.Remove((entity.Number, source, key));

    /// <summary>Forgets everything, after a transaction was taken back.</summary>
    public void Clear() => _cache.Clear();
}
