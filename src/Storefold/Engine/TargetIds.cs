using System.Security.Cryptography;
using System.Text;
using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>
/// Gives out target ids. Integers continue above the highest in use, read inside the write transaction, so the target's
/// own inserts cannot take the same; text ids are derived from the source key, so they are the same in every run.
/// </summary>
internal sealed class TargetIds(ISqlSession target, PackModel pack)
{
    private readonly Dictionary<RowDef, long> _last = [];
    private readonly string _allocate = pack.Sql(target.Dialect, "allocate.sql") ?? "";

    /// <summary>Forgets what was given out: a new transaction sees the target anew.</summary>
    public void NewTransaction() => _last.Clear();

    /// <summary>The next id for a row.</summary>
    public Value Next(RowDef row, int source, in Value sourceKey)
    {
        var entity = pack.Entities[row.Entity];
        if (!entity.IntegerKey) return Derive(row, source, sourceKey);
        if (!_last.TryGetValue(row, out var last)) last = Highest(row, entity);
        _last[row] = last + 1;
        return Value.Of(last + 1);
    }

    private long Highest(RowDef row, PackEntity entity)
    {
        if (!entity.Tables.TryGetValue(row.Name, out var tables) || tables is not [var table])
            throw new PackException($"Pack {pack.Name} does not declare one table for {row.Name}, so its ids cannot be allocated.");
        var sql = _allocate.Replace("{table}", table.Table, StringComparison.Ordinal).Replace("{key}", table.Key, StringComparison.Ordinal);
        var highest = target.Scalar(sql);
        return highest.IsNull ? 0 : highest.AsInteger();
    }

    private static Value Derive(RowDef row, int source, in Value sourceKey)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{row.Name}/{source}/{sourceKey}"));
        return Value.Of(Convert.ToHexStringLower(digest.AsSpan(0, 16)));
    }
}
