using Storefold.Engine.Posting;
using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Shop;

namespace Storefold.Engine;

/// <summary>What a transfer did.</summary>
/// <param name="Run">Number of the run.</param>
/// <param name="Resumed">True when it went on with an unfinished run.</param>
/// <param name="DryRun">True when everything was taken back.</param>
/// <param name="Rows">Source rows visited in the run.</param>
/// <param name="Written">Rows written by this process.</param>
/// <param name="Figures">The run's figures.</param>
/// <param name="Points">The points books.</param>
public sealed record TransferResult(
    long Run, bool Resumed, bool DryRun, long Rows, long Written, IReadOnlyDictionary<TallyKey, decimal> Figures, IReadOnlyList<PointsTotal> Points);

/// <summary>
/// The transfer engine: read, resolve, write, journal. One run visits every row of the plan's entities in dependency order;
/// what is unchanged is counted and left alone, so a second run changes nothing, and a killed one goes on where its last
/// transaction ended. Called by the commands; needs nothing but the plan, the packs and the connections.
/// </summary>
public static class Transfer
{
    private const string EndStep = "end";

    /// <summary>Runs or goes on with a transfer.</summary>
    /// <exception cref="StoreException">A database failed; what is committed stays, and the same call goes on.</exception>
    /// <exception cref="GuardException">A guard of the plan stopped it.</exception>
    /// <exception cref="MissingDependencyException">Chosen entities refer to others that were never moved.</exception>
    /// <exception cref="PackException">A pack or the journal does not fit.</exception>
    public static async Task<TransferResult> RunAsync(
        PlanModel plan, IReadOnlyList<SourceSide> sources, TargetSide target, IConnections connections, TransferOptions options,
        TimeProvider time, IPausePoints pause, Action<TransferProgress>? report, CancellationToken cancel)
    {
        var session = connections.Open(target.Model.Connection, SessionUse.Write);
        var batches = session as IBatchTarget;
        if (options.DryRun) batches?.HoldBack();
        var transaction = new TargetTransaction(session, options.DryRun);
        var made = Journal.Prepare(session) && options.DryRun;
        var begun = false;
        try
        {
            var (journal, started) = Begin(plan, sources, target, session, transaction, options, time);
            begun = !options.DryRun;
            var context = new FoldContext(plan, sources, target, connections, session, mayDecide: true);
            if (batches is not null) new Leftovers(context, batches, started).Settle(pause);
            var meter = new TransferMeter(time, TransferWork.Of(context, journal, started, options.Only), report);
            var writing = new Lock();
            using var run = new TransferRun(context, transaction, journal, started, meter, options, pause, time, writing);
            pause.Reached("run.begun");
            meter.Look(TransferWork.StartStep, 1);
            await RunStepsAsync(run, Another, cancel);
            using var points = new PointsBook(session);
            var result = new TransferResult(
                started.Id, started.Resumed, options.DryRun, meter.Rows, meter.Written,
                new Dictionary<TallyKey, decimal>(Tallies.Load(session, started.Id).Figures), points.Totals());
            transaction.End();
            return result;

            TransferRun Another()
            {
                var own = connections.Open(target.Model.Connection, SessionUse.Write);
                return new TransferRun(
                    new FoldContext(plan, sources, target, connections, own, mayDecide: true), new TargetTransaction(own, false),
                    Journal.Of(own), started, meter, options, pause, time, writing);
            }
        }
        catch (StoreException refused) when (begun)
        {
            refused.IsMidway = true;
            throw;
        }
        catch (PackException found) when (begun)
        {
            found.IsMidway = true;
            throw;
        }
        finally
        {
            session.Dispose();
            if (made) LeaveNothing(connections, target);
        }
    }

    /// <summary>A dry run leaves nothing, also where making tables cannot be taken back with the rest.</summary>
    private static void LeaveNothing(IConnections connections, TargetSide target)
    {
        // In a session of its own: that of the run ended with the run.
        using var session = connections.Open(target.Model.Connection, SessionUse.Write);
        Journal.Remove(session);
    }

    private static (Journal Journal, Run Run) Begin(
        PlanModel plan, IReadOnlyList<SourceSide> sources, TargetSide target, ISqlSession session, TargetTransaction transaction,
        TransferOptions options, TimeProvider time)
    {
        transaction.Begin();
        var journal = Journal.Open(session, plan.Retirement);
        ErasedSource.Refuse(session);
        Dependencies.Require(journal, target, sources, options.Only);
        var run = journal.BeginRun(plan.Sha256, string.Join(',', options.Only), time.GetUtcNow());
        transaction.Commit();
        return (journal, run);
    }

    private static async Task RunStepsAsync(TransferRun run, Func<TransferRun> another, CancellationToken cancel)
    {
        run.BeginStep(Survey.Step);
        new Survey(run).Run();
        var passes = ShopModel.Entities.Where(def => IsWanted(run.Options, def))
            .SelectMany(def => run.Context.Sources.Select(source => new Pass(def, source))).ToList();
        await new Workers(run, another).RunAsync(passes, run.Options.DryRun ? 1 : Math.Max(1, run.Options.Workers), cancel);
        run.BeginStep(EndStep);
        run.Context.References.Clear();
        new LatePass(run).Run();
        new Removals(run).Run();
        PostedAggregates.ForgetAll(run.Context.Session);
        run.InTransaction(() => run.Journal.FinishRun(run.Id, run.Now));
        run.Meter.Look(EndStep, 0);
        run.Pause.Reached("run.finished");
    }

    private static bool IsWanted(TransferOptions options, EntityDef def) =>
        options.Only.Count == 0 || options.Only.Contains(def.Name, StringComparer.Ordinal);
}
