using Storefold.Connectors.Files;
using Storefold.Connectors.Sqlite;
using Storefold.Packs.Sql;
using Storefold.Planning;

namespace Storefold.Connectors;

/// <summary>Opens sessions, and copies databases, by the driver that the plan names.</summary>
public sealed class Connections : IConnections, IDatabaseCopies
{
    /// <inheritdoc/>
    public ISqlSession Open(ConnectionModel connection, SessionUse use) => connection.Driver switch
    {
        "sqlite" => SqliteSession.Open(connection.Location, use == SessionUse.Read ? SqliteAccess.ReadOnly : SqliteAccess.ReadWrite),
        "files" => use == SessionUse.Read ? FilesSession.Open(connection.Location, connection.Home) : throw FilesSession.ReadOnly(connection.Location),
        _ => throw Unknown(connection),
    };

    /// <inheritdoc/>
    public ConnectionModel Copy(ConnectionModel source, string path) => source.Driver switch
    {
        "sqlite" => SqliteCopy.Copy(source, path),
        "files" => FilesCopy.Copy(source, path),
        _ => throw Unknown(source),
    };

    private static StoreException Unknown(ConnectionModel connection) =>
        new($"There is no driver named '{connection.Driver}'.") { IsSchema = true };
}
