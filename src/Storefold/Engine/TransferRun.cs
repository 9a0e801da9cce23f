using Storefold.Journaling;
using Storefold.Packs.Sql;
using Storefold.Planning;

namespace Storefold.Engine;

/// <summary>What a transfer is asked to do.</summary>
/// <param name="Only">Entities to move; empty for all.</param>
/// <param name="DryRun">The real run, taken back at its end.</param>
/// <param name="Workers">Workers side by side; a dry run uses one, since everything it does is one transaction.</param>
public sealed record TransferOptions(IReadOnlyList<string> Only, bool DryRun, int Workers = 1);

/// <summary>What one worker of a run works with. Its steps share it one after the other.</summary>
public sealed class TransferRun : IDisposable
{
    private readonly TimeProvider _time;
    private readonly Run _run;
    private readonly Lock _writing;

    internal TransferRun(
        FoldContext context, TargetTransaction transaction, Journal journal, Run run, TransferMeter meter, TransferOptions options,
        IPausePoints pause, TimeProvider time, Lock writing)
    {
        Context = context;
        Transaction = transaction;
        Journal = journal;
        _run = run;
        Meter = meter;
        Options = options;
        Pause = pause;
        _time = time;
        _writing = writing;
        Tallies = new Tallies();
        Tally = new BatchTally(Tallies);
    }

    /// <summary>Both sides.</summary>
    public FoldContext Context { get; }

    /// <summary>Transactions on the target.</summary>
    public TargetTransaction Transaction { get; }

    /// <summary>The journal.</summary>
    public Journal Journal { get; }

    /// <summary>Number of the run.</summary>
    public long Id => _run.Id;

    /// <summary>Figures of the step.</summary>
    public Tallies Tallies { get; private set; }

    /// <summary>Adds to the figures.</summary>
    public BatchTally Tally { get; private set; }

    /// <summary>What was asked for.</summary>
    public TransferOptions Options { get; }

    /// <summary>Pause points.</summary>
    public IPausePoints Pause { get; }

    /// <summary>Limits of the plan.</summary>
    public LimitRules Limits => Context.Plan.Limits;

    /// <summary>Now.</summary>
    public DateTimeOffset Now => _time.GetUtcNow();

    internal TransferMeter Meter { get; }

    internal TimeProvider Time => _time;

    /// <summary>Begins a step, or goes on with it: its figures are those that are saved.</summary>
    public void BeginStep(string step)
    {
        Tallies = Tallies.Load(Context.Session, Id, step);
        Tally = new BatchTally(Tallies);
    }

    /// <summary>Gives the run up; the same command begins a new one.</summary>
    public void GiveUp() => InTransaction(() => Journal.GiveUp(Id));

    /// <summary>
    /// Runs one step's writes in a transaction of their own together with its checkpoint and figures: durable as a whole or
    /// not at all. What the target takes back for the sake of others (a deadlock, a conflict, a lock that was not free) is done
    /// again; <paramref name="writes"/> must bear that.
    /// </summary>
    /// <exception cref="GuardException">Another process has taken the run over.</exception>
    public void InTransaction(Action writes)
    {
        TakenBack.Again(() => Attempt(writes), mayRepeat: !Transaction.IsDryRun);
        Tallies.Settle();
        Pause.Reached("batch.committed");
    }

    /// <summary>
    /// Writes aggregates inside the open transaction. What the target refuses is halved until the refused one stands alone.
    /// </summary>
    /// <param name="work">The aggregates.</param>
    /// <param name="writer">Their writer; null where the target drops them.</param>
    /// <param name="write">Writes some of them, and says how many rows these were. It is taken back as a whole.</param>
    /// <param name="refused">Keeps one that was refused, with the reason.</param>
    /// <returns>Rows written.</returns>
    internal long InParts<T>(List<T> work, TargetWriter? writer, Func<List<T>, long> write, Action<T, string> refused)
    {
        var counted = Tallies.Mark();
        var written = 0L;
        try
        {
            Transaction.Try(() =>
            {
                written = write(work);
                // Here, so that what the journal refuses is taken back with the rows that it is about.
                Context.Flush();
            });
            return written;
        }
        catch (StoreException refusal) when (refusal.IsConstraint && writer?.Post?.HasSent is not true)
        {
            Tallies.TakeBack(counted);
            writer?.Clear();
            Context.Discard();
            if (work.Count > 1)
            {
                var half = work.Count / 2;
                return InParts(work[..half], writer, write, refused) + InParts(work[half..], writer, write, refused);
            }

            refused(work[0], refusal.Message);
            return 0;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Context.Dispose();

    private void Attempt(Action writes)
    {
        // Where the database has one writer at a time, workers wait here for each other and not for its patience.
        if (Context.Session.Sql.HasOneWriter)
        {
            lock (_writing) Write(writes);
        }
        else
        {
            Write(writes);
        }
    }

    private void Write(Action writes)
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
            Journal.Flush();
            Tallies.Save(Context.Session, Id);
            Pause.Reached("batch.noted");
            Transaction.Commit();
        }
        catch
        {
            Tallies.Forget();
            Context.Discard();
            Journal.Discard();
            Transaction.Rollback();
            throw;
        }
    }
}

/// <summary>A guard stopped the transfer: the answer is no until a person has looked. Exit code 1.</summary>
public sealed class GuardException(string message, string hint) : Exception(message)
{
    /// <summary>What to do.</summary>
    public string Hint { get; } = hint;
}
