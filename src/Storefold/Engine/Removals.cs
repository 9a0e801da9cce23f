using Storefold.Engine.Posting;
using Storefold.Journaling;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>
/// Removes what was left behind: rows that were made for something that vanished or was erased, and holding accounts whose
/// history has moved on. It runs last and from the dependants up, when nothing of ours refers to them any more.
/// </summary>
internal sealed class Removals(TransferRun run)
{
    /// <summary>Parts that rows of other entities refer to: an order line that a shipment carries.</summary>
    private static readonly HashSet<string> ReferredTo = new(
        from entity in ShopModel.Entities
        from row in entity.Rows
        from field in row.Fields
        where field is { Type: FieldType.PartReference, Target: not null } && !field.Target.StartsWith(entity.Name + ".", StringComparison.Ordinal)
        select field.Target,
        StringComparer.Ordinal);

    /// <summary>True when rows of other entities may refer to such a part.</summary>
    public static bool IsReferredTo(RowDef part) => ReferredTo.Contains(part.Name);

    public void Run()
    {
        var context = run.Context;
        foreach (var def in ShopModel.Entities.Reverse())
        {
            if (context.Target.Shape(def).Dropped is not null) continue;
            var left = context.Session.Rows(
                "SELECT [target_key], remove_root, source, [source_key], remove_parts FROM storefold_removal WHERE entity = ?1 ORDER BY target_key",
                Value.Of(def.Number));
            var parts = def.Parts.Where(IsReferredTo).SelectMany(part => context.Session
                .Rows("SELECT [target_key] FROM storefold_part_removal WHERE row = ?1 ORDER BY target_key", Value.Of(IdMap.RowNumber(part)))
                .Select(row => (Part: part, Key: row[0]))).ToList();
            var posted = PostedRows.Of(context.Session, def);
            if (left.Count == 0 && parts.Count == 0 && posted.Count == 0) continue;
            var ids = new TargetIds(context.Session, context.Target.Pack, new IdReserve());
            using var writer = new TargetWriter(def, context.Target, context.Session, ids, context.Map);
            run.InTransaction(() =>
            {
                writer.Clear();
                if (posted.Count > 0) Remove(def.Name, writer, () => RemovePosted(writer, posted));
                foreach (var (part, key) in parts) RemovePart(part, writer, key);
                foreach (var row in left) Remove(def, writer, row);
                run.Pause.Reached("removal.written");
            });
        }
    }

    private void RemovePosted(TargetWriter writer, List<(RowDef Row, Value Ref, Value Id)> posted)
    {
        foreach (var (row, _, id) in posted) writer.StagePosted(row, id);
        writer.Flush();
        foreach (var (_, name, _) in posted) PostedRows.Forget(run.Context.Session, name);
    }

    private void RemovePart(RowDef part, TargetWriter writer, Value key) => Remove(part.Name, writer, () =>
    {
        writer.StageDeferredPart(part, key);
        writer.Flush();
        run.Context.Session.Run("DELETE FROM storefold_part_removal WHERE row = ?1 AND target_key = ?2k", Value.Of(IdMap.RowNumber(part)), key);
    });

    private void Remove(EntityDef def, TargetWriter writer, Value[] row) => Remove(def.Name, writer, () =>
    {
        var (target, source, sourceKey) = (row[0], (int)row[2].AsInteger(), row[3]);
        if (row[4].IsTrue) writer.StageParts(source, sourceKey);
        var isEmpty = row[1].IsTrue && run.Context.Map.BehindTarget(def, target).Count == 0;
        if (isEmpty) writer.StageRootRemoval(target);
        writer.Flush();
        if (isEmpty) run.Context.Keys.Forget(NaturalKeyRules.KindsOf(def), target);
        run.Context.Session.Run(
            "DELETE FROM storefold_removal WHERE entity = ?1 AND target_key = ?2k AND source = ?3 AND source_key = ?4k",
            Value.Of(def.Number), target, Value.Of(source), sourceKey);
    });

    private void Remove(string name, TargetWriter writer, Action remove)
    {
        try
        {
            run.Transaction.Try(remove);
        }
        catch (StoreException refused) when (refused.IsConstraint)
        {
            // Something of the target's own refers to it by now. It stays, on record, and the next run tries again.
            writer.Clear();
            run.Tallies.Add(new TallyKey(BatchTally.ConflictSection, SiteBook.NoSite, name, "", "still_referred_to"), 1);
        }
    }
}
