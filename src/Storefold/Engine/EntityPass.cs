using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>
/// One entity of one source, from its checkpoint to its end: <see cref="SourceBatches"/> reads ahead, this thread judges and
/// writes, one target transaction per batch.
/// </summary>
internal sealed class EntityPass
{
    private readonly TransferRun _run;
    private readonly SourceSide _source;
    private readonly EntityDef _def;
    private readonly string _step;
    private long _writtenBefore;

    public EntityPass(TransferRun run, SourceSide source, EntityDef def)
    {
        _run = run;
        _source = source;
        _def = def;
        _step = $"{source.Model.Name}/{def.Name}";
    }

    public async Task RunAsync(TargetIds ids, CancellationToken cancel)
    {
        var (last, done) = _run.Journal.Checkpoint(_run.Id, _step);
        if (done || !_source.Pack.Entities.ContainsKey(_def.Name)) return;
        var context = _run.Context;
        using var session = context.OpenSource(_source, SessionUse.Read);
        using var reader = new AggregateReader(session, _source.Pack, _def, _source.Codec);
        using var writer = context.Target.Shape(_def).Dropped is null
            ? new TargetWriter(_def, context.Target, context.Session, ids, context.Map)
            : null;
        using var points = PointsMove.For(_run, _source, _def);
        using var processor = new BatchProcessor(_run, _source, _def, reader, writer);
        var batches = new SourceBatches(session, reader, _def, _run.Limits.BatchSize);
        await foreach (var batch in batches.ReadAsync(last, cancel)) Write(batch, points, processor, ids);
    }

    private void Write(AggregateBatch batch, PointsMove? points, BatchProcessor processor, TargetIds ids)
    {
        var ready = points?.Prepare(batch) ?? batch;
        _run.InTransaction(() =>
        {
            ids.NewTransaction();
            processor.Process(ready);
            Guard(processor);
            if (batch.IsLast) _run.Journal.ForgetOlderQuarantine(_run.Id, _source.Number, _def);
            _run.Journal.SaveCheckpoint(_run.Id, _step, batch.Until, batch.IsLast);
        });
        _run.Written += processor.Written - _writtenBefore;
        _writtenBefore = processor.Written;
        points?.Finish();
        _run.Advance(_step, batch.Rows);
        if (batch.IsLast) _run.Pause.Reached("entity.done");
    }

    /// <summary>A source that suddenly misses much is more likely broken than tidied: nothing is removed then.</summary>
    private void Guard(BatchProcessor processor)
    {
        const int AlwaysAllowed = 10;
        if (processor.Vanished <= AlwaysAllowed) return;
        var known = _run.Context.Session.Scalar(
            "SELECT count(*) FROM storefold_id_map WHERE entity = ?1 AND source = ?2 AND (tombstone = 0 OR version = ?3)",
            Value.Of(_def.Number), Value.Of(_source.Number), Value.Of(_run.Id)).AsInteger();
        if (processor.Vanished * 100m <= known * _run.Limits.VanishedPercent) return;
        throw new GuardException(
            $"{processor.Vanished} of {known} rows of {_step} are gone from the source.",
            "if they were really deleted, raise limits.vanished_percent in the plan; nothing was removed");
    }
}
