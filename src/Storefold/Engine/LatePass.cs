using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>
/// Fills references to what is written later (an order and the coupon that it holds refer to each other): once everything
/// is in the ID map, the waiting aggregates are read and projected again and the pack's late file runs.
/// </summary>
internal sealed class LatePass(TransferRun run)
{
    public void Run()
    {
        foreach (var name in run.Context.Target.Rules.Late)
        {
            var def = ShopModel.Find(name);
            if (def is null || run.Context.Target.Shape(def).Dropped is not null) continue;
            foreach (var source in run.Context.Sources.Where(source => source.Pack.Entities.ContainsKey(name))) Run(source, def);
        }
    }

    private void Run(SourceSide source, EntityDef def)
    {
        var context = run.Context;
        using var session = context.OpenSource(source, SessionUse.Read);
        using var reader = new AggregateReader(session, source.Pack, def, source.Codec);
        var edits = new TargetEdits(context, source, def);
        var ids = new TargetIds(context.Session, context.Target.Pack, new IdReserve());
        using var writer = new TargetWriter(def, context.Target, context.Session, ids, context.Map);
        var judge = context.JudgeOf(source, def, reader);
        var throttle = new Throttle(run.Time, run.Limits.BatchSize, pauses: false, askLag: null);
        while (true)
        {
            var waiting = context.Session.Rows(
                "SELECT [source_key] FROM storefold_id_map WHERE late > 0 AND entity = ?1 AND source = ?2 ORDER BY source_key LIMIT ?3",
                Value.Of(def.Number), Value.Of(source.Number), Value.Of(throttle.BatchSize));
            if (waiting.Count == 0) return;
            var begun = run.Time.GetTimestamp();
            var aggregates = session.InSnapshot(() => reader.ReadKeys([.. waiting.Select(row => row[0])])).ToDictionary(aggregate => aggregate.Key);
            throttle.After(aggregates.Count, run.Time.GetElapsedTime(begun));
            run.InTransaction(() =>
            {
                writer.Clear();
                foreach (var row in waiting) Fill(source, def, row[0], aggregates.GetValueOrDefault(row[0]), judge, writer, edits);
                writer.FlushLate();
                run.Pause.Reached("late.written");
            });
        }
    }

    private void Fill(SourceSide source, EntityDef def, in Value key, Aggregate? aggregate, Judge judge, TargetWriter writer, TargetEdits edits)
    {
        var context = run.Context;
        var known = context.Map.Find(def, source.Number, key) ?? throw new InvalidOperationException("A waiting row left the ID map.");
        var judgement = aggregate is null ? null : judge.Of(aggregate, known.Standing, new Arena());
        if (aggregate is not null && new SourceFingerprint(def).Of(aggregate) != known.SourceFp)
        {
            // It changed since it was swept, and only its late references would be written now: the next sweep writes it whole.
            if (known.Late == Late.Written) known = known with { ExpectedFp = Value.Null };
        }
        else if (judgement?.Projected is { IsMerged: false } projected)
        {
            writer.AssignIds(projected, source.Number, known);
            var expected = projected.ExpectedFp(context.Target.Shape(def));
            // Where the root is posted, all of it is written again, and somebody may have edited it since the sweep.
            var isOurs = known.Late == Late.Written && writer.Post is not { Sends: true };
            if (isOurs || ((known.Late == Late.Written || known.ExpectedFp != expected) && IsUntouched(known, edits, def)))
            {
                writer.StageRoot(projected);
                known = known with { ExpectedFp = expected };
            }
        }

        context.Map.Save(def, source.Number, known with { Late = Late.No, Version = run.Id });
        context.References.Forget(def, source.Number, key);
    }

    /// <summary>What was edited on the target is reported and not overwritten, here as anywhere.</summary>
    private bool IsUntouched(MapEntry known, TargetEdits edits, EntityDef def)
    {
        if (edits.Read([known]).TryGetValue(known.TargetKey, out var onTarget) && !edits.IsEdited(known, onTarget)) return true;
        run.Tally.AddConflict(known.Site ?? SiteBook.NoSite, def);
        return false;
    }
}
