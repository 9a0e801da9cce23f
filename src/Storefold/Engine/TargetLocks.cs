using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>
/// Locks the target's rows that are about to be changed, until the transaction ends: before they are compared with what was last
/// written. Without that, an edit that is not committed yet is not seen, and is written over as soon as it is.
/// </summary>
internal sealed class TargetLocks(FoldContext context, EntityDef def)
{
    /// <summary>Locks the rows of these aggregates that the target has, parts that are going to be removed included.</summary>
    /// <exception cref="StoreException">Somebody holds a row for longer than the session waits: the batch may be done again.</exception>
    public void Take(IReadOnlyCollection<Projected> changed)
    {
        if (context.Session.Sql.LockRows is null) return;
        Take(def.Root, changed.Where(projected => !projected.IsMerged).Select(projected => projected.Root.Id));
        for (var part = 0; part < def.Parts.Count; part++)
        {
            var (row, at) = (def.Parts[part], part);
            Take(row, changed.SelectMany(projected => projected.Parts[at].Where(one => !one.IsNew).Select(one => one.Id)
                .Concat(projected.Vanished.Where(gone => gone.Row == row).Select(gone => gone.Id))));
        }
    }

    /// <summary>Locks rows by their ids.</summary>
    public void Take(RowDef row, IEnumerable<Value> ids)
    {
        if (Query(context.Target.Pack, context.Session.Sql, row) is not { } sql) return;
        Value[] listed = [.. ids.Where(id => !id.IsNull).Distinct()];
        if (listed.Length == 0) return;
        using var statement = context.Session.Prepare(sql);
        statement.Run(Value.Of(AggregateReader.JsonList(listed)));
    }

    /// <summary>The query that locks rows of one kind; null where the database has one writer, or the ids are not those of a table.</summary>
    public static string? Query(PackModel pack, Packs.Sql.SqlDialect dialect, RowDef row)
    {
        var entity = pack.Entities.GetValueOrDefault(row.Entity);
        if (dialect.LockRows is not { } lockRows || entity is null || !pack.Writes(row)) return null;
        // Of a row that gathers several tables the first one has the ids; ids that are made from a pattern need not be a column.
        if (!entity.Tables.TryGetValue(row.Name, out var tables) || (entity.IntegerKey && !pack.HasIntegerIds(row))) return null;
        var key = dialect.Quote(tables[0].Key);
        return $"SELECT {key} FROM {dialect.Quote(tables[0].Table)} WHERE {dialect.Listed(key, entity.IntegerKey)}{lockRows}";
    }
}
