using Storefold.Packs.Sql;

namespace Storefold.Engine;

/// <summary>
/// Transactions on the target. A dry run is the real run inside one transaction that is taken back at the end: its batches
/// become savepoints, everything else is the same.
/// </summary>
public sealed class TargetTransaction(ISqlSession target, bool dryRun)
{
    private bool _open;

    /// <summary>True when nothing will be kept.</summary>
    public bool IsDryRun => dryRun;

    /// <summary>Begins a batch.</summary>
    public void Begin()
    {
        if (!dryRun)
        {
            target.BeginWrite();
            return;
        }

        if (!_open) target.BeginWrite();
        _open = true;
        target.Execute("SAVEPOINT storefold_batch");
    }

    /// <summary>Makes the batch durable; in a dry run, until its end.</summary>
    public void Commit()
    {
        // A dry run has no commit that would check.
        if (dryRun) target.Execute(Checked("RELEASE SAVEPOINT storefold_batch"));
        else target.Commit();
    }

    /// <summary>Takes the batch back.</summary>
    public void Rollback()
    {
        if (!dryRun || !TakeBack("storefold_batch")) target.Rollback();
    }

    /// <summary>Ends a dry run: everything is taken back.</summary>
    public void End()
    {
        if (dryRun) target.Rollback();
    }

    /// <summary>
    /// Runs something so that a refusal by the target takes back only that. What the shop's constraints put off is checked with it:
    /// refused by the commit, nobody would know which row it was, and every run would end there.
    /// </summary>
    public void Try(Action action)
    {
        target.Execute("SAVEPOINT storefold_part");
        try
        {
            action();
            target.Execute(Checked("RELEASE SAVEPOINT storefold_part"));
        }
        catch (Exception failure)
        {
            if (!TakeBack("storefold_part") && failure is StoreException { IsConstraint: true })
                throw new StoreException(failure.Message + " It ended the whole transaction.", inner: failure);
            throw;
        }
    }

    /// <summary>In one script, which costs no round trip more.</summary>
    private string Checked(string release) => target.Sql.CheckDeferred is { } check ? $"{check}; {release}" : release;

    /// <summary>False when the savepoint is gone: on a full disk, or by a trigger, the database ended the transaction itself.</summary>
    private bool TakeBack(string savepoint)
    {
        try
        {
            target.Execute($"ROLLBACK TO {savepoint}; RELEASE SAVEPOINT {savepoint}");
            return true;
        }
        catch (StoreException)
        {
            return false;
        }
    }
}
