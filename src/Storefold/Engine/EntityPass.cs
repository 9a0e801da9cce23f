using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>
/// One entity of one source, from its checkpoint to its end: <see cref="SourceBatches"/> reads ahead, this thread judges and
/// writes, one target transaction per batch. Where there is a helper, it takes the points of the next batch out of the source
/// meanwhile.
/// </summary>
internal sealed class EntityPass
{
    private readonly TransferRun _run;
    private readonly Func<TransferRun>? _helper;
    private readonly SourceSide _source;
    private readonly EntityDef _def;
    private readonly string _step;
    private long _writtenBefore;
    private bool _isStopped;

    /// <summary>A pass.</summary>
    /// <param name="run">What it works with.</param>
    /// <param name="source">The source.</param>
    /// <param name="def">The entity.</param>
    /// <param name="helper">Another session with the target, for those who may have one; null where everything happens in turn.</param>
    public EntityPass(TransferRun run, SourceSide source, EntityDef def, Func<TransferRun>? helper = null)
    {
        _run = run;
        _helper = helper;
        _source = source;
        _def = def;
        _step = TransferWork.PassStep(source.Model.Name, def.Name);
    }

    public async Task RunAsync(TargetIds ids, CancellationToken cancel)
    {
        var (last, done) = _run.Journal.Checkpoint(_run.Id, _step);
        if (done || !_source.Pack.Entities.ContainsKey(_def.Name)) return;
        if (_def == ShopModel.Loyalty) new AheadPass(_run, ids).Run();
        _run.BeginStep(_step);
        var context = _run.Context;
        using var session = context.OpenSource(_source, SessionUse.Read);
        using var reader = new AggregateReader(session, _source.Pack, _def, _source.Codec);
        using var writer = context.Target.Shape(_def).Dropped is null
            ? new TargetWriter(_def, context.Target, context.Session, ids, context.Map)
            : null;
        using var helper = _def == ShopModel.Loyalty ? _helper?.Invoke() : null;
        using var points = PointsMove.For(helper ?? _run, _source, _def);
        var edits = new TargetEdits(context, _source, _def);
        var departures = new Departures(_run, _source, _def, edits);
        var processor = new BatchProcessor(_run, _source, _def, reader, writer, edits, departures);
        var batches = SourceBatches.Of(session, reader, _def, _run.Limits, _run.Time);
        try
        {
            var read = batches.ReadAsync(last, cancel);
            await foreach (var batch in points?.Prepared(read, isAhead: helper is not null) ?? read) Write(batch, points, processor, departures, ids);
        }
        catch (GuardException) when (_isStopped)
        {
            // The source will be another one when somebody has looked: what this run has noted of it is worth nothing then.
            _run.GiveUp();
            throw;
        }
    }

    private void Write(AggregateBatch batch, PointsMove? points, BatchProcessor processor, Departures departures, TargetIds ids)
    {
        _run.InTransaction(() =>
        {
            ids.NewTransaction();
            processor.Begin(_writtenBefore);
            processor.Process(batch);
            if (batch.IsLast)
            {
                Guard(departures);
                departures.SettleVanished();
                _run.Journal.ForgetOlderQuarantine(_run.Id, _source.Number, _def);
            }

            _run.Journal.SaveCheckpoint(_run.Id, _step, batch.Until, batch.IsLast);
        });
        points?.Finish();
        _run.Meter.Advance(_step, batch.Rows, processor.Written - _writtenBefore);
        _writtenBefore = processor.Written;
        if (!batch.IsLast) return;
        _run.Meter.Finish(_step);
        _run.Pause.Reached("entity.done");
    }

    /// <summary>A source that suddenly misses much is more likely broken than tidied: nothing goes then.</summary>
    private void Guard(Departures departures)
    {
        if (!departures.AreTooMany(out var message)) return;
        _isStopped = true;
        throw new GuardException(message, "if they were really deleted, raise limits.vanished_percent in the plan; nothing was removed");
    }
}
