using Storefold.Engine;
using Storefold.Journaling;
using Storefold.Packs;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Shop;

namespace Storefold.Verification;

/// <summary>What a verification found.</summary>
/// <param name="Rows">Source rows read again.</param>
/// <param name="MismatchCount">Differences in all.</param>
/// <param name="Mismatches">The first of them.</param>
/// <param name="Figures">Fates, money and losses, worked out anew from the source.</param>
/// <param name="SourceCounts">Bare counts of the declared tables, by source and row.</param>
/// <param name="Sums">Money and points as the target holds them.</param>
/// <param name="Own">The rows that the target had before.</param>
/// <param name="Waiting">What waits in holding accounts.</param>
/// <param name="TradedCount">What the target has changed itself in rows that moved, where the plan says that it goes on selling.</param>
/// <param name="Traded">The first of that, and what it has changed of its own rows.</param>
public sealed record VerificationResult(
    long Rows, long MismatchCount, IReadOnlyList<Mismatch> Mismatches, IReadOnlyDictionary<TallyKey, decimal> Figures,
    IReadOnlyDictionary<(string Source, string Row), long> SourceCounts, TargetSums Sums, IReadOnlyList<OwnCount> Own, Waiting Waiting,
    long TradedCount, IReadOnlyList<Mismatch> Traded)
{
    /// <summary>True when nothing differs.</summary>
    public bool IsClean => MismatchCount == 0;
}

/// <summary>What waits in holding accounts until its owner or a person decides.</summary>
/// <param name="Customers">Accounts.</param>
/// <param name="Orders">Orders.</param>
/// <param name="Points">Target points.</param>
public sealed record Waiting(long Customers, long Orders, decimal Points);

/// <summary>
/// Reads both sides back and compares them: the source is judged and projected again by the transfer's own judge, the
/// target is read through its pack, and every difference is named to row and field. Writes nothing. Called by
/// <c>verify</c> and before a certificate is issued.
/// </summary>
public static class Verifier
{
    /// <summary>Differences that are kept by name; the others are counted.</summary>
    public const int KeepMismatches = 1000;

    /// <summary>
    /// Aggregates that are read at a time. Nothing is committed here, so smaller batches than a transfer's cost no time, and they die
    /// before the collector has promoted them: otherwise memory grows with the shop, by garbage alone.
    /// </summary>
    internal static int BatchSize(PlanModel plan) => Math.Min(plan.Limits.BatchSize, 500);

    /// <summary>Verifies a finished transfer.</summary>
    /// <exception cref="GuardException">No transfer has run to its end.</exception>
    public static async Task<VerificationResult> RunAsync(
        PlanModel plan, IReadOnlyList<SourceSide> sources, TargetSide target, IConnections connections, Action<string, long>? report, CancellationToken cancel)
    {
        var session = connections.Open(target.Model.Connection, SessionUse.Read);
        try
        {
            session.BeginSnapshot();
            if (Journal.Peek(session) is not { } journal || journal.LastCompleteRun() is null)
                throw new GuardException("There is nothing to verify: no transfer into this target has run to its end.", "storefold transfer PLAN");
            ErasedSource.Refuse(session);
            using var context = new FoldContext(plan, sources, target, connections, session, mayDecide: false);
            var held = session.Rows("SELECT [target_key] FROM storefold_holding").Select(row => row[0]);
            var state = new VerificationState(KeepMismatches, held, target.Model.Trades, report);
            var own = new List<OwnCount>();
            foreach (var def in ShopModel.Entities)
            {
                foreach (var source in sources.Where(source => source.Pack.Entities.ContainsKey(def.Name)))
                    await new SourceVerification(context, source, def, state).RunAsync(cancel);
                if (target.Pack.Entities.ContainsKey(def.Name)) own.Add(new OwnVerification(context, def, state).Run(cancel));
            }

            return new VerificationResult(
                state.Rows, state.Mismatches.Count, state.Mismatches.Kept, state.Tallies.Figures, CountSources(context), state.Sums, own,
                new Waiting(session.Scalar("SELECT count(*) FROM storefold_holding").AsInteger(), state.WaitingOrders, state.WaitingPoints),
                state.Traded.Count - own.Sum(count => count.Traded), state.Traded.Kept);
        }
        finally
        {
            session.Dispose();
        }
    }

    private static Dictionary<(string Source, string Row), long> CountSources(FoldContext context)
    {
        var counts = new Dictionary<(string, string), long>();
        foreach (var source in context.Sources)
        {
            using var session = context.OpenSource(source, SessionUse.Read);
            foreach (var (row, count) in TakenBack.Again(() => Packs.SourceCounts.Of(session, source.Pack))) counts[(source.Model.Name, row)] = count;
        }

        return counts;
    }
}
