namespace Storefold.Packs.Sql;

/// <summary>
/// What a database takes back for the sake of others (a deadlock, a conflict, a lock that was not free; on a standby also one with
/// what it replays) is done again, on either side.
/// </summary>
public static class TakenBack
{
    private const int Attempts = 6;
    private const int FirstWaitMilliseconds = 20;

    /// <summary>
    /// Does something, and does it again when the database took it back. <paramref name="work"/> must bear that, and leaves no
    /// transaction open when it fails.
    /// </summary>
    /// <param name="work">The work.</param>
    /// <param name="mayRepeat">False inside a larger transaction, which is gone with what was taken back.</param>
    public static T Again<T>(Func<T> work, bool mayRepeat = true)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return work();
            }
            catch (StoreException taken) when (taken.IsTakenBack && attempt < Attempts && mayRepeat)
            {
                // Longer each time, and not the same for two workers that stand in each other's way.
                Thread.Sleep((FirstWaitMilliseconds << attempt) + (Environment.CurrentManagedThreadId % 7 * 3));
            }
        }
    }

    /// <summary>The same for what has no result.</summary>
    public static void Again(Action work, bool mayRepeat = true) => Again(
        () =>
        {
            work();
            return true;
        }, mayRepeat);

    /// <summary>Reads in a snapshot of its own.</summary>
    public static T InSnapshot<T>(this ISqlSession session, Func<T> read) => Again(() =>
    {
        session.BeginSnapshot();
        try
        {
            return read();
        }
        finally
        {
            session.Rollback();
        }
    });
}
