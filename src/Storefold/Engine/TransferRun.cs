using Storefold.Journaling;
using Storefold.Planning;

namespace Storefold.Engine;

/// <summary>What a transfer is asked to do.</summary>
/// <param name="Only">Entities to move; empty for all.</param>
/// <param name="DryRun">The real run, taken back at its end.</param>
public sealed record TransferOptions(IReadOnlyList<string> Only, bool DryRun);

/// <summary>How far a transfer is, for whoever shows it.</summary>
/// <param name="Step">What it is doing: <c>poco/order</c>.</param>
/// <param name="Rows">Rows done in the run, parts included.</param>
/// <param name="Total">Rows in all, by the declared tables.</param>
/// <param name="Elapsed">Since this process began.</param>
/// <param name="RowsHere">Rows done by this process; a resumed run has done others before.</param>
public sealed record TransferProgress(string Step, long Rows, long Total, TimeSpan Elapsed, long RowsHere)
{
    /// <summary>Rows per second of this process.</summary>
    public double Rate => Elapsed.TotalSeconds > 0 ? RowsHere / Elapsed.TotalSeconds : 0;

    /// <summary>Time still needed at this rate; null before there is one.</summary>
    public TimeSpan? Remaining => Rate > 0 ? TimeSpan.FromSeconds(Math.Max(0, Total - Rows) / Rate) : null;
}

/// <summary>The state of one run, shared by its steps.</summary>
public sealed class TransferRun
{
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly Action<TransferProgress>? _report;
    private readonly Run _run;
    private long _rowsBefore;

    internal TransferRun(
        FoldContext context, TargetTransaction transaction, Journal journal, Run run, Tallies tallies, TransferOptions options,
        IPausePoints pause, TimeProvider time, Action<TransferProgress>? report)
    {
        Context = context;
        Transaction = transaction;
        Journal = journal;
        _run = run;
        Tallies = tallies;
        Tally = new BatchTally(tallies);
        Options = options;
        Pause = pause;
        _time = time;
        _started = time.GetTimestamp();
        _report = report;
    }

    /// <summary>Both sides.</summary>
    public FoldContext Context { get; }

    /// <summary>Transactions on the target.</summary>
    public TargetTransaction Transaction { get; }

    /// <summary>The journal.</summary>
    public Journal Journal { get; }

    /// <summary>Number of the run.</summary>
    public long Id => _run.Id;

    /// <summary>Figures.</summary>
    public Tallies Tallies { get; }

    /// <summary>Adds to the figures.</summary>
    public BatchTally Tally { get; }

    /// <summary>What was asked for.</summary>
    public TransferOptions Options { get; }

    /// <summary>Pause points.</summary>
    public IPausePoints Pause { get; }

    /// <summary>Limits of the plan.</summary>
    public LimitRules Limits => Context.Plan.Limits;

    /// <summary>Now.</summary>
    public DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>Rows in all.</summary>
    public long TotalRows { get; set; }

    /// <summary>Rows done.</summary>
    public long Rows { get; private set; }

    /// <summary>Rows written to the target.</summary>
    public long Written { get; set; }

    /// <summary>Counts rows and reports.</summary>
    public void Advance(string step, long rows)
    {
        Rows += rows;
        _report?.Invoke(new TransferProgress(step, Rows, TotalRows, _time.GetElapsedTime(_started), Rows - _rowsBefore));
    }

    /// <summary>Rows that earlier processes did in this run.</summary>
    public void ResumeAt(long rows)
    {
        _rowsBefore = rows;
        Rows = rows;
    }

    /// <summary>Gives the run up; the same command begins a new one.</summary>
    public void GiveUp() => InTransaction(() => Journal.GiveUp(Id));

    /// <summary>
    /// Runs one step's writes in a transaction of their own together with its checkpoint and figures: durable as a whole or
    /// not at all.
    /// </summary>
    /// <exception cref="GuardException">Another process has taken the run over.</exception>
    public void InTransaction(Action writes)
    {
        Transaction.Begin();
        try
        {
            if (!Journal.Holds(_run))
            {
                throw new GuardException(
                    "Another transfer into this target has begun.", "let that one finish; this one has stopped and writes nothing more");
            }

            Pause.Reached("batch.begun");
            writes();
            Context.Flush();
            Tallies.Save(Context.Session, Id);
            Pause.Reached("batch.noted");
            Transaction.Commit();
        }
        catch
        {
            Tallies.Forget();
            Context.Discard();
            Transaction.Rollback();
            throw;
        }

        Tallies.Settle();
        Pause.Reached("batch.committed");
    }
}

/// <summary>A guard stopped the transfer: the answer is no until a person has looked. Exit code 1.</summary>
public sealed class GuardException(string message, string hint) : Exception(message)
{
    /// <summary>What to do.</summary>
    public string Hint { get; } = hint;
}
