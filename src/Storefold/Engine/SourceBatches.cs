using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>
/// Batches of one entity, read and fingerprinted on a thread of their own, each in a snapshot of its own. Between reader
/// and consumer stands a small bounded channel, so memory does not grow with the shop. How large batches are and how long the
/// source is left alone between two of them is up to the <see cref="Throttle"/>.
/// </summary>
public sealed class SourceBatches(ISqlSession session, AggregateReader reader, EntityDef def, Throttle throttle, TimeProvider time)
{
    private const int InFlight = 3;

    /// <summary>Batches of a source, read as the plan's limits say.</summary>
    public static SourceBatches Of(ISqlSession session, AggregateReader reader, EntityDef def, LimitRules limits, TimeProvider time)
    {
        var lag = new ReplicaLag(session);
        return new SourceBatches(session, reader, def, new Throttle(time, limits.BatchSize, limits.Throttle, lag.Ask), time);
    }

    /// <summary>The batches above a key, in order.</summary>
    public async IAsyncEnumerable<AggregateBatch> ReadAsync(Value after, [EnumeratorCancellation] CancellationToken cancel)
    {
        var channel = Channel.CreateBounded<AggregateBatch>(new BoundedChannelOptions(InFlight) { SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var reading = Task.Run(() => FillAsync(after, channel.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in channel.Reader.ReadAllAsync(cancel)) yield return batch;
        }
        finally
        {
            // The reader must have left its session before anybody closes it.
            await stop.CancelAsync();
            await reading;
        }
    }

    private async Task FillAsync(Value after, ChannelWriter<AggregateBatch> into, CancellationToken stop)
    {
        try
        {
            var print = new SourceFingerprint(def);
            var last = after;
            AggregateBatch batch;
            do
            {
                var begun = time.GetTimestamp();
                batch = ReadOne(last);
                var pause = throttle.After(batch.Rows, time.GetElapsedTime(begun));
                foreach (var aggregate in batch.Aggregates) aggregate.SourceFp = print.Of(aggregate);
                last = batch.Until;
                await into.WriteAsync(batch, stop);
                if (pause > TimeSpan.Zero && !batch.IsLast) await Task.Delay(pause, time, stop);
            }
            while (!batch.IsLast);
            into.Complete();
        }
        catch (OperationCanceledException)
        {
            into.TryComplete();
        }
        catch (Exception failure)
        {
            into.TryComplete(failure); // rethrown where the batches are consumed
        }
    }

    private AggregateBatch ReadOne(Value last) => session.InSnapshot(() => reader.ReadBatch(last, throttle.BatchSize));
}
