using Storefold.Connectors.Files;
using Storefold.Connectors.MariaDb;
using Storefold.Connectors.Platform;
using Storefold.Connectors.Postgres;
using Storefold.Connectors.Sqlite;
using Storefold.Packs.Sql;
using Storefold.Planning;

namespace Storefold.Connectors;

/// <summary>Opens sessions, and copies databases, by the driver that the plan names.</summary>
public sealed class Connections : IConnections, IDatabaseCopies
{
    /// <summary>How long platforms over HTTP are waited for.</summary>
    public Patience Patience { get; init; } = Patience.Standard;

    /// <inheritdoc/>
    public ISqlSession Open(ConnectionModel connection, SessionUse use) => connection.Driver switch
    {
        "sqlite" => SqliteSession.Open(connection.Location, use == SessionUse.Read ? SqliteAccess.ReadOnly : SqliteAccess.ReadWrite),
        "postgres" => PostgresSession.Open(connection.Location, use),
        "mariadb" => MariaDbSession.Open(connection, use),
        "files" => use == SessionUse.Read ? FilesSession.Open(connection.Location, connection.Home) : throw FilesSession.ReadOnly(connection.Location),
        "http" => HttpSession.Open(connection, use, Patience),
        _ => throw Unknown(connection),
    };

    /// <inheritdoc/>
    public ConnectionModel Copy(ConnectionModel source, string path) => source.Driver switch
    {
        "sqlite" => SqliteCopy.Copy(source, path),
        "postgres" => throw new StoreException("A rehearsal cannot copy a PostgreSQL database yet: copy it yourself (createdb, then pg_dump "
            + "of the shop into psql) and rehearse with a plan that names the copy.") { IsSchema = true },
        "mariadb" => throw new StoreException("A MariaDB database cannot be copied into a file here: restore a dump of it as a database of its own, "
            + "and write that one's address into the plan.") { IsSchema = true },
        "http" => throw new StoreException("A rehearsal cannot copy a platform over HTTP: rehearse with a plan that names a test system of its own.")
        {
            IsSchema = true,
        },
        "files" => FilesCopy.Copy(source, path),
        _ => throw Unknown(source),
    };

    private static StoreException Unknown(ConnectionModel connection) =>
        new($"There is no driver named '{connection.Driver}'.") { IsSchema = true };
}
