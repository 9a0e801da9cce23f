using Storefold.Packs.Sql;
using Storefold.Planning;

namespace Storefold.Journaling;

/// <summary>Short visits to the journal: one session and one transaction each.</summary>
public static class TargetJournal
{
    /// <summary>Reads one snapshot.</summary>
    public static T Read<T>(IConnections connections, PlanModel plan, Func<ISqlSession, T> read)
    {
        using var session = connections.Open(plan.Target.Connection, SessionUse.Read);
        session.BeginSnapshot();
        Journal.Peek(session, plan.Retirement);
        return read(session);
    }

    /// <summary>Writes in one transaction; nothing stays when it fails. The journal is made where there is none.</summary>
    public static T Write<T>(IConnections connections, PlanModel plan, Func<ISqlSession, Journal, T> write)
    {
        using var session = connections.Open(plan.Target.Connection, SessionUse.Write);
        Journal.Prepare(session);
        session.BeginWrite();
        var written = write(session, Journal.Open(session, plan.Retirement));
        session.Commit();
        return written;
    }

    /// <summary>The same, for what answers nothing.</summary>
    public static void Write(IConnections connections, PlanModel plan, Action<ISqlSession, Journal> write) =>
        Write(connections, plan, (session, journal) =>
        {
            write(session, journal);
            return true;
        });
}
