namespace Storefold.Packs.Sql;

/// <summary>A batch that was handed over and is not booked in the journal: a process died, or nobody knows what became of it.</summary>
/// <param name="Id">Number; the order in which they were sent.</param>
/// <param name="Entity">Name of the entity.</param>
/// <param name="Body">What was sent, byte for byte.</param>
/// <param name="IsBooked">True when the journal holds what came of it, and only the note is left over.</param>
public sealed record OpenBatch(long Id, string Entity, byte[] Body, bool IsBooked);

/// <summary>
/// A target that takes whole aggregates and gives out their ids itself, in place of SQL over staging tables (docs/http.md). What is
/// posted is durable on its side at once, so a batch is noted durably before it is sent and forgotten when the journal's transaction that
/// books it is committed. A batch that is left over is never sent again: it is withdrawn, or was carried out already.
/// </summary>
public interface IBatchTarget
{
    /// <summary>From now on nothing is sent: a dry run.</summary>
    void HoldBack();

    /// <summary>False in a dry run.</summary>
    bool Sends { get; }

    /// <summary>Sends a batch inside the journal's open transaction and returns the answer: JSON lines.</summary>
    /// <exception cref="StoreException">
    /// With <c>IsConstraint</c>: the batch as a whole was refused and nothing of it was done.
    /// </exception>
    byte[] Post(string entity, byte[] body);

    /// <summary>Batches that earlier processes left over, in the order in which they were sent.</summary>
    IReadOnlyList<OpenBatch> LeftOver();

    /// <summary>
    /// What was answered to a batch that was left over; the journal's next commit books it. Null where it was never carried out:
    /// then it never will be, and is forgotten.
    /// </summary>
    byte[]? Withdraw(OpenBatch batch);

    /// <summary>Forgets a batch that needs no booking.</summary>
    void Forget(OpenBatch batch);
}
