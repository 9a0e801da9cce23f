using Storefold.Journaling;
using Storefold.Packs.Sql;

namespace Storefold.Engine;

/// <summary>
/// Runs the passes of a transfer side by side, each worker with a session, a transaction and look-ups of its own. One pass is
/// one worker's from its checkpoint to its end.
/// </summary>
internal sealed class Workers(TransferRun run, Func<TransferRun> another)
{
    /// <summary>Runs all passes.</summary>
    /// <param name="passes">Passes in the order of the model and the plan.</param>
    /// <param name="count">Workers; with one, everything happens on the run's own session.</param>
    /// <param name="cancel">Stops all of them.</param>
    public async Task RunAsync(IReadOnlyList<Pass> passes, int count, CancellationToken cancel)
    {
        var schedule = new PassSchedule(passes);
        var reserve = new IdReserve();
        if (count == 1)
        {
            await WorkAsync(run, schedule, reserve, null, cancel);
            return;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var workers = Enumerable.Range(0, Math.Min(count, passes.Count))
            .Select(_ => Task.Run(() => EmployAsync(schedule, reserve, stop), CancellationToken.None)).ToList();
        Exception? first = null;
        foreach (var worker in workers)
        {
            try
            {
                await worker;
            }
            catch (Exception failure)
            {
                // The one that failed stops the others; what they say then is only that they were stopped.
                if (first is null or OperationCanceledException) first = failure;
            }
        }

        if (first is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
    }

    private async Task EmployAsync(PassSchedule schedule, IdReserve reserve, CancellationTokenSource stop)
    {
        try
        {
            using var own = another();
            await WorkAsync(own, schedule, reserve, own.Context.Session.Sql.HasOneWriter ? null : another, stop.Token);
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
    }

    private static async Task WorkAsync(TransferRun run, PassSchedule schedule, IdReserve reserve, Func<TransferRun>? helper, CancellationToken cancel)
    {
        var ids = new TargetIds(run.Context.Session, run.Context.Target.Pack, reserve);
        while (await schedule.TakeAsync(cancel) is { } pass)
        {
            cancel.ThrowIfCancellationRequested();
            // What was not there for an earlier pass may have been written by another worker since.
            run.Context.References.Clear();
            await new EntityPass(run, pass.Source, pass.Def, helper).RunAsync(ids, cancel);
            schedule.Done(pass);
        }
    }
}
