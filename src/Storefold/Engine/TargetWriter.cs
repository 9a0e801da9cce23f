using Storefold.Engine.Posting;
using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>
/// Writes projected aggregates of one entity: assigns ids, stages, runs the pack's files, and keeps the part map. Everything
/// happens inside the caller's transaction.
/// </summary>
internal sealed class TargetWriter : IDisposable
{
    private readonly EntityDef _def;
    private readonly TargetShape _shape;
    private readonly ISqlSession _target;
    private readonly PackModel _pack;
    private readonly TargetIds _ids;
    private readonly IdMap _map;
    private readonly Dictionary<string, Staging> _staging = new(StringComparer.Ordinal);
    private readonly List<Staging> _writeOrder = [];
    private readonly Dictionary<string, List<Value>> _deletes = new(StringComparer.Ordinal);
    private readonly Arena _arena = new();
    private readonly BatchPost? _post;

    public TargetWriter(EntityDef def, TargetSide side, ISqlSession target, TargetIds ids, IdMap map)
    {
        _def = def;
        _shape = side.Shape(def);
        _target = target;
        _pack = side.Pack;
        _ids = ids;
        _map = map;
        if (target is IBatchTarget batches)
        {
            _post = new BatchPost(def, side, batches, PostedRows.Of(target), PostedAggregates.Of(target));
            return;
        }

        foreach (var name in side.Rules.Write)
        {
            var row = ShopModel.FindRow(name);
            if (row is null || !string.Equals(row.Entity, def.Name, StringComparison.Ordinal)) continue;
            var staging = new Staging(target, side.Pack, row, side.Codec);
            _staging[name] = staging;
            _writeOrder.Add(staging);
        }
    }

    /// <summary>Where the target takes aggregates as a whole; null where they are written by the pack's files.</summary>
    public BatchPost? Post => _post;

    /// <summary>
    /// Assigns target ids to root and parts, new or as the part map has them, and fills references among the parts. Parts
    /// that the source no longer has are listed in <see cref="Projected.Vanished"/>.
    /// </summary>
    public void AssignIds(Projected projected, int source, MapEntry? known)
    {
        if (_post is not null) _post.Source = source;
        var key = projected.Source.Key;
        var root = projected.Root;
        var keepsRow = known is { TargetKey.IsNull: false };
        if (projected.IsMerged) root.Id = projected.MergeInto;
        else if (keepsRow && known!.Fate == Fate.Created) root.Id = known.TargetKey;
        else
        {
            Assign(root, _ids.Next(_def.Root, source, key, Value.Null));
        }

        for (var part = 0; part < projected.Parts.Length; part++) AssignPartIds(projected, source, part, keepsRow);
        Projection.ResolveOwnParts(projected);
    }

    /// <summary>Stages an aggregate and the deletion of its vanished parts. A merged one stages its parts only.</summary>
    public void Stage(Projected projected)
    {
        foreach (var (row, _, id) in projected.Vanished) StagePartRemoval(row, id);
        if (_post is not null)
        {
            _post.Stage(projected);
            return;
        }

        if (!projected.IsMerged) StageRoot(projected);
        for (var part = 0; part < projected.Parts.Length; part++)
        {
            var rows = projected.Parts[part];
            if (rows.Count == 0) continue;
            var staging = _staging[_def.Parts[part].Name];
            for (var ordinal = 0; ordinal < rows.Count; ordinal++)
            {
                var currency = Projection.CurrencyOf(_def.Parts[part], rows[ordinal].Fields, projected.Currency);
                staging.Add(rows[ordinal], projected.Root.Id, ordinal, currency, _arena);
            }
        }
    }

    /// <summary>Stages the root for the late pass: alone, where it is not posted.</summary>
    public void StageRoot(Projected projected)
    {
        if (_post is not null) _post.Stage(projected);
        else _staging[_def.Name].Add(projected.Root, Value.Null, 0, projected.Currency, _arena);
    }

    /// <summary>Notes the ids of an aggregate's parts in the part map, and forgets the vanished ones.</summary>
    public void SavePartMap(Projected projected, int source)
    {
        foreach (var (row, identity, _) in projected.Vanished)
            _map.RemovePart(IdMap.RowNumber(row), source, projected.Source.Key, identity);
        for (var part = 0; part < projected.Parts.Length; part++)
        {
            foreach (var row in projected.Parts[part].Where(row => row.IsNew))
                _map.SavePart(IdMap.RowNumber(_def.Parts[part]), source, projected.Source.Key, row.Identity, row.Id);
        }

        if (_post is not null) SavePosted(projected, source);
    }

    /// <summary>Notes what an aggregate has in the target since a batch that was posted and never booked, and forgets that batch.</summary>
    public void SavePosted(Projected projected, int source)
    {
        if (!projected.Root.Unbooked.IsNull) PostedRows.Forget(_target, projected.Root.Unbooked);
        for (var part = 0; part < projected.Parts.Length; part++)
        {
            foreach (var row in projected.Parts[part].Where(row => !row.Unbooked.IsNull))
            {
                _map.SavePart(IdMap.RowNumber(_def.Parts[part]), source, projected.Source.Key, row.Identity, row.Id);
                PostedRows.Forget(_target, row.Unbooked);
            }
        }

        _post?.ForgetLeft(_target, projected);
    }

    /// <summary>Lists all parts that a source aggregate has in the target for deletion.</summary>
    public void StageParts(int source, in Value sourceKey)
    {
        foreach (var part in _def.Parts)
        {
            foreach (var (identity, id) in _map.Parts(IdMap.RowNumber(part), source, sourceKey))
            {
                Delete(part.Name, id);
                _map.RemovePart(IdMap.RowNumber(part), source, sourceKey, identity);
            }
        }
    }

    /// <summary>Lists a part of ours for deletion whose turn has come.</summary>
    public void StageDeferredPart(RowDef row, in Value targetKey) => Delete(row.Name, targetKey);

    /// <summary>Lists a row for deletion that was posted and is wanted no more.</summary>
    public void StagePosted(RowDef row, in Value targetKey) => Delete(row.Name, targetKey);

    /// <summary>Lists a root of ours for deletion.</summary>
    public void StageRootRemoval(in Value targetKey) => Delete(_def.Name, targetKey);

    /// <summary>
    /// Runs the pack's files: writes in the pack's order, then deletions from the parts up. Rows that stay let go of vanished
    /// ones by being written (an entry of its lot, a refund of its payment); deleted first, those would still be referred to.
    /// </summary>
    public void Flush()
    {
        if (_post is not null)
        {
            _post.Send([.. _def.Rows.Reverse().Where(row => _deletes.ContainsKey(row.Name)).Select(row => (row.Name, _deletes[row.Name]))]);
            Clear();
            return;
        }

        foreach (var staging in _writeOrder) staging.Complete();
        foreach (var staging in _writeOrder) staging.Write();
        RunDeletes();
        Clear();
    }

    /// <summary>Runs the late file.</summary>
    public void FlushLate()
    {
        if (_post is not null)
        {
            _post.Send([]);
            Clear();
            return;
        }

        _staging[_def.Name].Complete();
        _staging[_def.Name].WriteLate();
        Clear();
    }

    /// <summary>Begins a transaction of its own, not one inside another.</summary>
    public void NewTransaction()
    {
        Clear();
        if (!_target.Sql.EmptiesStages) return;
        foreach (var staging in _writeOrder) staging.IsEmptied();
    }

    /// <summary>Forgets what is staged, after a transaction was taken back.</summary>
    public void Clear()
    {
        foreach (var staging in _writeOrder) staging.Clear();
        _deletes.Clear();
        _post?.Clear();
    }

    public void Dispose()
    {
        foreach (var staging in _writeOrder) staging.Dispose();
    }

    private void AssignPartIds(Projected projected, int source, int part, bool keepsRow)
    {
        var def = _def.Parts[part];
        var number = IdMap.RowNumber(def);
        var key = projected.Source.Key;
        var existing = keepsRow ? _map.Parts(number, source, key) : [];
        foreach (var row in projected.Parts[part])
        {
            var identity = row.Identity;
            var found = existing.FindIndex(pair => pair.Identity == identity);
            if (found >= 0)
            {
                row.Id = existing[found].TargetKey;
                existing.RemoveAt(found);
                continue;
            }

            Assign(row, _ids.Next(def, source, key, identity));
        }

        foreach (var (identity, id) in existing) projected.Vanished.Add((def, identity, id));
    }

    private void Assign(ProjectedRow row, in Value id)
    {
        var given = Value.Null;
        var wasPosted = _post?.WasPosted(id, out given) is true;
        row.Id = wasPosted ? given : id;
        row.IsNew = !wasPosted;
        row.Unbooked = wasPosted ? id : Value.Null;
    }

    /// <summary>What rows of other entities may still refer to goes last, when those were written (<see cref="Removals"/>).</summary>
    private void StagePartRemoval(RowDef row, in Value id)
    {
        if (!Removals.IsReferredTo(row)) Delete(row.Name, id);
        else _target.AddNew("storefold_part_removal", "row, [target_key]", Value.Of(IdMap.RowNumber(row)), id);
    }

    private void RunOnce(string sql)
    {
        using var statement = _target.Prepare(sql);
        statement.Run();
    }

    private void Delete(string row, in Value id)
    {
        if (!_deletes.TryGetValue(row, out var ids)) _deletes[row] = ids = [];
        ids.Add(id);
    }

    private void RunDeletes()
    {
        if (_deletes.Count == 0) return;
        foreach (var staging in Enumerable.Reverse(_writeOrder))
        {
            if (!_deletes.TryGetValue(staging.Row.Name, out var ids)) continue;
            staging.StageDelete(ids);
            var file = $"delete/{staging.Row.Name}.sql";
            PackFile.Named(_pack, _target.Dialect, file, () =>
            {
                foreach (var statement in SqlScript.Split(_pack.Sql(_target.Dialect, file) ?? "")) RunOnce(statement);
            });
        }
    }
}
