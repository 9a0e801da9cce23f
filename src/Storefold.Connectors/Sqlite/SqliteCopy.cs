using Storefold.Packs.Sql;
using Storefold.Planning;

namespace Storefold.Connectors.Sqlite;

/// <summary>Copies a SQLite database with <c>VACUUM INTO</c>: one snapshot, readers and writers go on meanwhile.</summary>
internal static class SqliteCopy
{
    public static ConnectionModel Copy(ConnectionModel source, string path)
    {
        if (Path.Exists(path)) throw new StoreException($"{path} exists already; a copy overwrites nothing.") { IsSchema = true };
        using (var session = SqliteSession.Open(source.Location, SqliteAccess.ReadOnly))
        {
            // The file itself stays opened read-only; the copy is another file.
            session.Execute("PRAGMA query_only = OFF");
            session.Execute($"VACUUM INTO '{path.Replace("'", "''", StringComparison.Ordinal)}'");
        }

        return new ConnectionModel("sqlite", Path.GetFullPath(path), "sqlite:" + Path.GetFileName(path));
    }
}
