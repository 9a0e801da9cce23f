using Storefold.Connectors;
using Storefold.Packs.Sql;
using Storefold.Planning;

namespace Storefold.Tests.Support;

/// <summary>The real connections, each opened with a handicap: no room, no patience.</summary>
internal sealed class WorseConnections(string handicap) : IConnections
{
    private readonly Connections _real = new();

    public ISqlSession Open(ConnectionModel connection, SessionUse use)
    {
        var session = _real.Open(connection, use);
        if (use == SessionUse.Write) session.Execute(handicap);
        return session;
    }
}
