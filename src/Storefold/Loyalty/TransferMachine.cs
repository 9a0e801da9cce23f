namespace Storefold.Loyalty;

/// <summary>Where one account stands on its way (L11). What is journalled is the last state that was reached.</summary>
public enum TransferState
{
    /// <summary>Lives in the source.</summary>
    Open,

    /// <summary>The source refuses to earn and burn on it.</summary>
    Frozen,

    /// <summary>Its balance at the freeze is known and hashed.</summary>
    Snapshotted,

    /// <summary>The source has durably taken that balance.</summary>
    Debited,

    /// <summary>The target has given its worth.</summary>
    Credited,

    /// <summary>Nothing is left to do.</summary>
    Closed,
}

/// <summary>What happens to an account on its way.</summary>
public enum TransferEvent
{
    /// <summary>Burns are blocked and holds drained.</summary>
    Freeze,

    /// <summary>The freeze is taken back; possible only before the snapshot.</summary>
    Thaw,

    /// <summary>Balance and lots are read and hashed.</summary>
    Snapshot,

    /// <summary>
    /// The debit stands in the source under its idempotency key, from this attempt or an earlier one.
    /// </summary>
    Debit,

    /// <summary>The source no longer holds the snapshot's balance: a late burn came through. Look again.</summary>
    DebitRefused,

    /// <summary>
    /// The credit stands in the target under its idempotency key, from this attempt or an earlier one.
    /// </summary>
    Credit,

    /// <summary>Both sides were read back.</summary>
    Close,
}

/// <summary>Where a customer can spend the points.</summary>
public enum SpendingSide
{
    /// <summary>In the source shop.</summary>
    Source,

    /// <summary>Nowhere, for the moment.</summary>
    Neither,

    /// <summary>In the target shop.</summary>
    Target,
}

/// <summary>
/// The order of L11 as a table: block burns, snapshot, debit the source durably, then credit the target, close. Since
/// the debit comes before the credit and is conditional on the snapshot's balance, no state lets points be spent on
/// both sides; a crash repeats the step that was under way, and both effects are idempotent.
/// </summary>
public static class TransferMachine
{
    /// <summary>
    /// The state after an event. Effects with an idempotency key, and the freeze, may be reported again. A snapshot may
    /// not be taken again, nor the freeze taken back, once there is a snapshot: its debit may stand already without the
    /// journal knowing, and only repeating that debit tells.
    /// </summary>
    /// <exception cref="InvalidOperationException">The event is not legal in that state.</exception>
    public static TransferState Next(TransferState state, TransferEvent happened) => (state, happened) switch
    {
        (TransferState.Open or TransferState.Frozen, TransferEvent.Freeze) => TransferState.Frozen,
        (TransferState.Frozen, TransferEvent.Thaw) => TransferState.Open,
        (TransferState.Frozen, TransferEvent.Snapshot) => TransferState.Snapshotted,
        (TransferState.Snapshotted or TransferState.Debited, TransferEvent.Debit) => TransferState.Debited,
        (TransferState.Snapshotted, TransferEvent.DebitRefused) => TransferState.Frozen,
        (TransferState.Debited or TransferState.Credited, TransferEvent.Credit) => TransferState.Credited,
        (TransferState.Credited or TransferState.Closed, TransferEvent.Close) => TransferState.Closed,
        _ => throw new InvalidOperationException($"An account that is {state} cannot meet {happened}."),
    };

    /// <summary>What the engine attempts next, null when nothing is left.</summary>
    public static TransferEvent? Attempt(TransferState state) => state switch
    {
        TransferState.Open => TransferEvent.Freeze,
        TransferState.Frozen => TransferEvent.Snapshot,
        TransferState.Snapshotted => TransferEvent.Debit,
        TransferState.Debited => TransferEvent.Credit,
        TransferState.Credited => TransferEvent.Close,
        _ => null,
    };

    /// <summary>Where points of such an account may be spent.</summary>
    public static SpendingSide Spendable(TransferState state) => state switch
    {
        TransferState.Open => SpendingSide.Source,
        TransferState.Credited or TransferState.Closed => SpendingSide.Target,
        _ => SpendingSide.Neither,
    };
}
