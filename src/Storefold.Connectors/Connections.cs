using Storefold.Connectors.Sqlite;
using Storefold.Packs.Sql;
using Storefold.Planning;

namespace Storefold.Connectors;

/// <summary>Opens sessions by the driver that the plan names.</summary>
public sealed class Connections : IConnections
{
    /// <inheritdoc/>
    public ISqlSession Open(ConnectionModel connection, SessionUse use) => connection.Driver switch
    {
        "sqlite" => SqliteSession.Open(connection.Location, use == SessionUse.Read ? SqliteAccess.ReadOnly : SqliteAccess.ReadWrite),
        _ => throw new StoreException($"There is no driver named '{connection.Driver}'.") { IsSchema = true },
    };
}
