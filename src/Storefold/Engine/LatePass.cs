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
        var ids = new TargetIds(context.Session, context.Target.Pack, new IdReserve());
        using var writer = new TargetWriter(def, context.Target, context.Session, ids, context.Map);
        var filling = new LateFilling(run, source, def, writer, context.JudgeOf(source, def, reader));
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
                filling.Fill([.. waiting.Select(row => (row[0], aggregates.GetValueOrDefault(row[0])))]);
                run.Pause.Reached("late.written");
            });
        }
    }
}

/// <summary>Fills the late references of a batch inside the open transaction. What the target refuses stays as it is, on record.</summary>
internal sealed class LateFilling(TransferRun run, SourceSide source, EntityDef def, TargetWriter writer, Judge judge)
{
    /// <summary>Rule under which a reference is counted that the target refused.</summary>
    private const string Refused = "late_reference_refused";

    private readonly TargetEdits _edits = new(run.Context, source, def);
    private readonly TargetLocks _locks = new(run.Context, def);

    /// <summary>Fills those of some aggregates; one that the source has no longer is absent.</summary>
    public void Fill(List<(Value Key, Aggregate? Aggregate)> waiting) => run.InParts(waiting, writer, Write, (one, _) =>
    {
        var known = Known(one.Key);
        KeepRefused(known, one.Aggregate is null ? null : judge.Of(one.Aggregate, known.Standing, new Arena()).Projected);
        run.Context.Flush();
    });

    private long Write(List<(Value Key, Aggregate? Aggregate)> waiting)
    {
        var staged = new List<(Projected Projected, MapEntry Known, Value ExpectedFp)>();
        writer.Clear();
        writer.Post?.Begin();
        foreach (var (key, aggregate) in waiting) Fill(key, aggregate, staged);
        writer.FlushLate();
        foreach (var (projected, known, expected) in staged)
        {
            if (writer.Post?.RefusalOf(projected) is null) Save(known with { ExpectedFp = expected });
            else KeepRefused(known, projected);
        }

        return staged.Count;
    }

    private void Fill(in Value key, Aggregate? aggregate, List<(Projected Projected, MapEntry Known, Value ExpectedFp)> staged)
    {
        var known = Known(key);
        var judgement = aggregate is null ? null : judge.Of(aggregate, known.Standing, new Arena());
        if (aggregate is not null && new SourceFingerprint(def).Of(aggregate) != known.SourceFp)
        {
            // It changed since it was swept, and only its late references would be written now: the next sweep writes it whole.
            if (known.Late == Late.Written) known = known with { ExpectedFp = Standing(known, judgement?.Projected) };
        }
        else if (judgement?.Projected is { IsMerged: false } projected)
        {
            writer.AssignIds(projected, source.Number, known);
            var expected = projected.ExpectedFp(run.Context.Target.Shape(def));
            // Where the root is posted, all of it is written again, and somebody may have edited it since the sweep.
            var isOurs = known.Late == Late.Written && writer.Post is not { Sends: true };
            if (isOurs || ((known.Late == Late.Written || known.ExpectedFp != expected) && IsUntouched(known)))
            {
                writer.StageRoot(projected);
                staged.Add((projected, known, expected));
                return;
            }
        }

        Save(known);
    }

    private MapEntry Known(in Value key) =>
        run.Context.Map.Find(def, source.Number, key) ?? throw new InvalidOperationException("A waiting row left the ID map.");

    private void Save(MapEntry known)
    {
        run.Context.Map.Save(def, source.Number, known with { Late = Late.No, Version = run.Id });
        run.Context.References.Forget(def, source.Number, known.SourceKey);
    }

    /// <summary>What was edited on the target is reported and not overwritten, here as anywhere.</summary>
    private bool IsUntouched(MapEntry known)
    {
        _locks.Take(def.Root, [known.TargetKey]);
        if (_edits.Read([known]).TryGetValue(known.TargetKey, out var onTarget) && !_edits.IsEdited(known, onTarget)) return true;
        run.Tally.AddConflict(known.Site ?? SiteBook.NoSite, def);
        return false;
    }

    /// <summary>The next sweep finds that something is missing, and tries again.</summary>
    private void KeepRefused(MapEntry known, Projected? projected)
    {
        Save(known with { ExpectedFp = Standing(known, projected) });
        run.Tallies.Add(new TallyKey(BatchTally.ConflictSection, known.Site ?? SiteBook.NoSite, def.Name, "", Refused), 1);
    }

    /// <summary>
    /// What the next sweep has to find on the target: the row as it stands, without the late references that were counted in when it
    /// was swept. Where it differs in more than those, somebody has edited it: then what was expected, so that the next sweep sees that.
    /// </summary>
    private Value Standing(MapEntry known, Projected? projected)
    {
        if (known.ExpectedFp.IsNull || !_edits.Read([known]).TryGetValue(known.TargetKey, out var onTarget)) return known.ExpectedFp;
        var standing = _edits.PrintOf(known, onTarget);
        var asStaged = onTarget.Root.Fields.ToArray();
        var isEdited = standing != known.ExpectedFp
            && !IsExpectedWith(_ => Value.Null) && !IsExpectedWith(field => projected?.Root.Fields[field.Ordinal] ?? Value.Null);
        asStaged.CopyTo(onTarget.Root.Fields, 0);
        return isEdited ? known.ExpectedFp : standing;

        bool IsExpectedWith(Func<FieldDef, Value> late)
        {
            foreach (var field in def.Root.Fields.Where(field => field.Late)) onTarget.Root.Fields[field.Ordinal] = late(field);
            return _edits.PrintOf(known, onTarget) == known.ExpectedFp;
        }
    }
}
