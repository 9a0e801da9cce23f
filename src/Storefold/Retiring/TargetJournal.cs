using Storefold.Journaling;
using Storefold.Packs.Sql;

namespace Storefold.Retiring;

/// <summary>Short visits to the journal: one session and one transaction each.</summary>
internal static class TargetJournal
{
    /// <summary>Reads one snapshot.</summary>
    public static T Read<T>(RetirementSetup setup, Func<ISqlSession, T> read)
    {
        using var session = setup.Connections.Open(setup.Target.Model.Connection, SessionUse.Read);
        session.BeginSnapshot();
        Journal.Peek(session, setup.Plan.Retirement);
        return read(session);
    }

    /// <summary>Writes in one transaction; nothing stays when it fails.</summary>
    public static T Write<T>(RetirementSetup setup, Func<ISqlSession, Journal, T> write)
    {
        using var session = setup.Connections.Open(setup.Target.Model.Connection, SessionUse.Write);
        session.BeginWrite();
        var written = write(session, Journal.Open(session, setup.Plan.Retirement));
        session.Commit();
        return written;
    }
}
