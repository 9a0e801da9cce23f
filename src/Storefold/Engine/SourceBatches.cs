using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>
/// Batches of one entity, read and fingerprinted on a thread of their own, each in a snapshot of its own. Between reader
/// and consumer stands a small bounded channel, so memory does not grow with the shop.
/// </summary>
public sealed class SourceBatches(ISqlSession session, AggregateReader reader, EntityDef def, int batchSize)
{
    private const int InFlight = 3;

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
                batch = ReadOne(last);
                foreach (var aggregate in batch.Aggregates) aggregate.SourceFp = print.Of(aggregate);
                last = batch.Until;
                await into.WriteAsync(batch, stop);
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

    private AggregateBatch ReadOne(in Value last)
    {
        session.BeginSnapshot();
        try
        {
            return reader.ReadBatch(last, batchSize);
        }
        finally
        {
            session.Rollback();
        }
    }
}
