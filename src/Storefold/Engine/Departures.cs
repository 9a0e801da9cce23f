using Storefold.Journaling;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>
/// Aggregates that leave the target row that they had. What the source no longer has is only noted while an entity is
/// swept; it goes once the entity was read to its end, all of it or, where suspiciously much is gone, nothing.
/// </summary>
internal sealed class Departures(TransferRun run, SourceSide source, EntityDef def, TargetEdits edits)
{
    private const int AlwaysAllowed = 10;

    private readonly FoldContext _context = run.Context;

    /// <summary>Notes an aggregate that the ID map knows and the source no longer has.</summary>
    public void NoteVanished(MapEntry known)
    {
        if (known.Tombstone) return;
        _context.Session.AddNew(
            "storefold_vanished", "run, entity, source, [source_key]", Value.Of(run.Id), Value.Of(def.Number), Value.Of(source.Number), known.SourceKey);
    }

    /// <summary>True when more is gone than the plan takes for tidying.</summary>
    public bool AreTooMany(out string message)
    {
        message = "";
        var vanished = Count("SELECT count(*) FROM storefold_vanished WHERE run = ?3 AND entity = ?1 AND source = ?2");
        if (vanished <= AlwaysAllowed) return false;
        var known = Count("SELECT count(*) FROM storefold_id_map WHERE entity = ?1 AND source = ?2 AND tombstone = 0 AND ?3 > 0");
        message = $"{vanished} of {known} rows of {source.Model.Name}/{def.Name} are gone from the source.";
        return vanished * 100m > known * run.Limits.VanishedPercent;
    }

    /// <summary>Lets go of everything that was noted.</summary>
    public void SettleVanished()
    {
        var last = Value.Null;
        while (true)
        {
            var page = _context.Session.Rows(
                "SELECT [source_key] FROM storefold_vanished WHERE run = ?1 AND entity = ?2 AND source = ?3 "
                + "AND source_key > ?4k ORDER BY source_key LIMIT ?5",
                Value.Of(run.Id), Value.Of(def.Number), Value.Of(source.Number), IdMap.Above(last), Value.Of(run.Limits.BatchSize));
            if (page.Count == 0) return;
            last = page[^1][0];
            Settle([.. page.Select(row => _context.Map.Find(def, source.Number, row[0])).OfType<MapEntry>()]);
        }
    }

    /// <summary>An aggregate leaves the target row that it had: by vanishing, by erasure, or for the account that it joins.</summary>
    /// <param name="known">The entry with the row that it leaves.</param>
    /// <param name="withParts">Whether its parts go too; else they have followed it.</param>
    /// <param name="to">The row that it has instead; absent for none.</param>
    /// <param name="isErased">Whether somebody has to be forgotten: then it goes whatever was done to it since.</param>
    public void Leave(MapEntry known, bool withParts, in Value to, bool isErased = false)
    {
        if (withParts && def == ShopModel.Loyalty)
        {
            _context.Points.Withdraw(source.Number, known.SourceKey);
        }

        run.Journal.Log(
            run.Now, "left_target_row", $"{def.Name}/{source.Model.Name}/{known.SourceKey}", known.TargetKey.ToString(), to.IsNull ? null : to.ToString());
        var leaving = new Leaving(known.TargetKey, WithRoot: known.MovedAs == Fate.Created, withParts, source.Number, known.SourceKey);
        var print = !isErased && edits.Read([known]).TryGetValue(known.TargetKey, out var row) ? TargetEdits.PrintOf(_context, leaving, row) : Value.Null;
        _context.Session.AddNew(
            "storefold_removal", "entity, [target_key], remove_root, source, [source_key], remove_parts, fp",
            Value.Of(def.Number), leaving.TargetKey, Value.Of(leaving.WithRoot), Value.Of(leaving.Source), leaving.SourceKey,
            Value.Of(leaving.WithParts), print);
    }

    private void Settle(List<MapEntry> entries)
    {
        var moved = entries.FindAll(entry => !entry.TargetKey.IsNull);
        var onTarget = moved.Count == 0 ? [] : edits.Read(moved);
        foreach (var entry in entries)
        {
            if (onTarget.TryGetValue(entry.TargetKey, out var row) && edits.IsEdited(entry, row))
            {
                run.Tally.AddConflict(entry.Site ?? SiteBook.NoSite, def);
                continue;
            }

            if (!entry.TargetKey.IsNull) Leave(entry, withParts: true, Value.Null);
            _context.Map.Save(def, source.Number, entry with
            {
                Fate = Fate.None, TargetKey = Value.Null, MovedAs = Fate.None, Version = run.Id, Tombstone = true, Late = Late.No,
            });
            _context.References.Forget(def, source.Number, entry.SourceKey);
        }
    }

    private long Count(string sql) =>
        _context.Session.Scalar(sql, Value.Of(def.Number), Value.Of(source.Number), Value.Of(run.Id)).AsInteger();
}
