using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>
/// Points accounts whose turn comes before all others'. Several customers who were merged into one share the points account that
/// was made for the first of them. When that one's merge is taken back, the account goes along; until then nobody else may look
/// for the points account of the customer that they are left in, or they would join one that is about to leave.
/// </summary>
internal sealed class AheadPass(TransferRun run, TargetIds ids)
{
    private static readonly EntityDef Def = ShopModel.Loyalty;

    /// <summary>Notes the points accounts that were made for a customer of the target, whom somebody leaves.</summary>
    public static void Note(FoldContext context, in Value customer)
    {
        foreach (var account in context.Keys.OwnersBelow(Side.Target, NaturalKeyRules.PointsAccount, customer.ToString()))
        {
            foreach (var (source, key, _) in context.Map.BehindTarget(Def, account).Where(behind => behind.Fate == Fate.Created))
                context.Session.AddNew("storefold_ahead", "entity, source, [source_key]", Value.Of(Def.Number), Value.Of(source), key);
        }
    }

    /// <summary>Processes what was noted, in all sources: a later source's account may stand in an earlier one's way.</summary>
    public void Run()
    {
        if (run.Context.Target.Shape(Def).Dropped is not null) return;
        foreach (var source in run.Context.Sources)
        {
            var noted = run.Context.Session.Rows(
                "SELECT [source_key] FROM storefold_ahead WHERE entity = ?1 AND source = ?2 ORDER BY source_key",
                Value.Of(Def.Number), Value.Of(source.Number));
            if (noted.Count > 0) Run(source, [.. noted.Select(row => row[0])]);
        }
    }

    private void Run(SourceSide source, IReadOnlyList<Value> keys)
    {
        var context = run.Context;
        using var session = context.OpenSource(source, SessionUse.Read);
        using var reader = new AggregateReader(session, source.Pack, Def, source.Codec);
        using var writer = new TargetWriter(Def, context.Target, context.Session, ids, context.Map);
        using var points = PointsMove.For(run, source, Def);
        var edits = new TargetEdits(context, source, Def);
        var processor = new BatchProcessor(run, source, Def, reader, writer, edits, new Departures(run, source, Def, edits));
        var throttle = new Throttle(run.Time, run.Limits.BatchSize, pauses: false, askLag: null);
        for (var done = 0; done < keys.Count;)
        {
            var page = keys.Skip(done).Take(throttle.BatchSize).ToList();
            done += page.Count;
            var begun = run.Time.GetTimestamp();
            var batch = Read(session, reader, page);
            throttle.After(batch.Rows, run.Time.GetElapsedTime(begun));
            var ready = points?.Prepare(batch) ?? batch;
            run.InTransaction(() =>
            {
                ids.NewTransaction();
                processor.Begin(0);
                processor.ProcessAhead(ready.Aggregates);
                run.Tallies.Forget();
                foreach (var key in page) Settle(source, key);
            });
            points?.Finish();
            run.Meter.Advance(TransferWork.PassStep(source.Model.Name, Def.Name), 0, processor.Written);
        }
    }

    /// <summary>It is counted, and kept in quarantine where it is refused, when its turn comes.</summary>
    private void Settle(SourceSide source, in Value key)
    {
        const string OfKey = " entity = ?1 AND source = ?2 AND source_key = ?3k";
        var session = run.Context.Session;
        session.Run("DELETE FROM storefold_ahead WHERE" + OfKey, Value.Of(Def.Number), Value.Of(source.Number), key);
        session.Run("DELETE FROM storefold_quarantine WHERE run = ?4 AND" + OfKey, Value.Of(Def.Number), Value.Of(source.Number), key, Value.Of(run.Id));
    }

    private static AggregateBatch Read(ISqlSession session, AggregateReader reader, IReadOnlyCollection<Value> keys)
    {
        var print = new SourceFingerprint(Def);
        var aggregates = session.InSnapshot(() => reader.ReadKeys(keys));
        foreach (var aggregate in aggregates) aggregate.SourceFp = print.Of(aggregate);
        return new AggregateBatch(aggregates, Value.Null, Value.Null, [], aggregates.Sum(aggregate => 1 + aggregate.Parts.Sum(rows => rows.Count)));
    }
}
