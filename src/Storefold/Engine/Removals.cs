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
        var work = ShopModel.Entities.Reverse().Where(def => run.Context.Target.Shape(def).Dropped is null).Select(Left).Where(left => !left.IsEmpty).ToList();
        if (work.Count == 0) return;
        // In one transaction, and looked at before the first row goes: what is removed may change what another row shows.
        run.InTransaction(() =>
        {
            var edited = work.SelectMany(Edited).ToHashSet();
            foreach (var left in work) Remove(left, edited);
            run.Pause.Reached("removal.written");
        });
    }

    private LeftBehind Left(EntityDef def)
    {
        var session = run.Context.Session;
        var rows = session.Rows(
            "SELECT [target_key], remove_root, remove_parts, source, [source_key], fp FROM storefold_removal WHERE entity = ?1 ORDER BY target_key",
            Value.Of(def.Number));
        return new LeftBehind(
            def,
            [.. rows.Select(row => (new Leaving(row[0], row[1].IsTrue, row[2].IsTrue, (int)row[3].AsInteger(), row[4]), row[5]))],
            [
                .. def.Parts.Where(IsReferredTo).SelectMany(part => session
                    .Rows("SELECT [target_key] FROM storefold_part_removal WHERE row = ?1 ORDER BY target_key", Value.Of(IdMap.RowNumber(part)))
                    .Select(row => (part, row[0]))),
            ],
            PostedRows.Of(session, def));
    }

    /// <summary>Rows that somebody has edited since it was decided that they go. They stay, on record, and every run says so.</summary>
    private List<Leaving> Edited(LeftBehind left)
    {
        var watched = left.Rows.Where(row => !row.Print.IsNull).ToList();
        if (watched.Count == 0) return [];
        Value[] keys = [.. watched.Select(row => row.Leaving.TargetKey).Distinct()];
        new TargetLocks(run.Context, left.Def).Take(left.Def.Root, keys);
        var standing = run.Context.TargetReader(left.Def).ReadKeys(keys).ToDictionary(aggregate => aggregate.Key);
        return
        [
            .. watched.Where(row => standing.TryGetValue(row.Leaving.TargetKey, out var onTarget)
                && TargetEdits.PrintOf(run.Context, row.Leaving, onTarget) != row.Print).Select(row => row.Leaving),
        ];
    }

    private void Remove(LeftBehind left, HashSet<Leaving> edited)
    {
        var ids = new TargetIds(run.Context.Session, run.Context.Target.Pack, new IdReserve());
        using var writer = new TargetWriter(left.Def, run.Context.Target, run.Context.Session, ids, run.Context.Map);
        writer.Clear();
        if (left.Posted.Count > 0) Remove(left.Def.Name, writer, () => RemovePosted(writer, left.Posted));
        foreach (var (part, key) in left.Parts) RemovePart(part, writer, key);
        foreach (var (leaving, _) in left.Rows)
        {
            if (edited.Contains(leaving)) run.Tally.AddConflict(SiteBook.NoSite, left.Def);
            else Remove(left.Def, writer, leaving);
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

    private void Remove(EntityDef def, TargetWriter writer, Leaving leaving) => Remove(def.Name, writer, () =>
    {
        if (leaving.WithParts) writer.StageParts(leaving.Source, leaving.SourceKey);
        var isEmpty = leaving.WithRoot && run.Context.Map.BehindTarget(def, leaving.TargetKey).Count == 0;
        if (isEmpty) writer.StageRootRemoval(leaving.TargetKey);
        writer.Flush();
        if (isEmpty) run.Context.Keys.Forget(NaturalKeyRules.KindsOf(def), leaving.TargetKey);
        run.Context.Session.Run(
            "DELETE FROM storefold_removal WHERE entity = ?1 AND target_key = ?2k AND source = ?3 AND source_key = ?4k",
            Value.Of(def.Number), leaving.TargetKey, Value.Of(leaving.Source), leaving.SourceKey);
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

    /// <summary>What is to be removed of one entity.</summary>
    private sealed record LeftBehind(
        EntityDef Def, List<(Leaving Leaving, Value Print)> Rows, List<(RowDef Part, Value Key)> Parts, List<(RowDef Row, Value Ref, Value Id)> Posted)
    {
        public bool IsEmpty => Rows.Count + Parts.Count + Posted.Count == 0;
    }
}
