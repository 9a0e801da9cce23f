using SQLitePCL;
using Storefold.Packs.Sql;

namespace Storefold.Connectors.Sqlite;

/// <summary>What a session may do with its database.</summary>
public enum SqliteAccess
{
    /// <summary>Read; the file is opened read-only.</summary>
    ReadOnly,

    /// <summary>Read and write a database that exists.</summary>
    ReadWrite,

    /// <summary>Make the database when it does not exist.</summary>
    Create,
}

/// <summary>
/// A SQLite database through SQLitePCLRaw, without an ADO.NET layer: text is read as the bytes that are there, so
/// invalid UTF-8 is seen instead of being turned into U+FFFD. The journal mode of a file is left as its owner set it.
/// </summary>
public sealed class SqliteSession : ISqlSession
{
    private const int BusyTimeoutMilliseconds = 10_000;

    /// <summary>Set up once, before the first database is opened: no memory statistics, whose lock every allocation takes.</summary>
    private static readonly Lazy<bool> Ready = new(() =>
    {
        Batteries_V2.Init();
        return raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0) == raw.SQLITE_OK;
    });

    private readonly sqlite3 _database;
    private readonly string _path;
    private readonly HashSet<sqlite3_stmt> _statements = [];

    private SqliteSession(sqlite3 database, string path)
    {
        _database = database;
        _path = path;
    }

    /// <inheritdoc/>
    public string Dialect => "sqlite";

    /// <inheritdoc/>
    public SqlDialect Sql => SqliteDialect.Instance;

    /// <inheritdoc/>
    public string Display => _path;

    /// <summary>Opens the file.</summary>
    /// <param name="path">Path of the database file.</param>
    /// <param name="access">What the session may do; a missing file is only made with <see cref="SqliteAccess.Create"/>.</param>
    /// <exception cref="StoreException">The file is missing, not a database, or must not be opened that way.</exception>
    public static SqliteSession Open(string path, SqliteAccess access)
    {
        _ = Ready.Value;
        if (access != SqliteAccess.Create && !File.Exists(path))
            throw new StoreException($"There is no database file at {path}.") { IsSchema = true };

        var flags = access switch
        {
            SqliteAccess.ReadOnly => raw.SQLITE_OPEN_READONLY,
            SqliteAccess.ReadWrite => raw.SQLITE_OPEN_READWRITE,
            _ => raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE,
        };
        var code = raw.sqlite3_open_v2(path, out var database, flags | raw.SQLITE_OPEN_NOMUTEX, null);
        var session = new SqliteSession(database, path);
        try
        {
            session.Check(code, "open");
            raw.sqlite3_busy_timeout(database, BusyTimeoutMilliseconds);
            session.Execute("PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16384;");
            if (access == SqliteAccess.ReadOnly) session.Execute("PRAGMA query_only = ON");
            session.RequireUtf8();
            if (access == SqliteAccess.ReadWrite && raw.sqlite3_db_readonly(database, "main") == 1)
                throw new StoreException($"{path} can only be read.") { IsSchema = true };
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ISqlStatement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_database, sql, out var statement), sql);
        _statements.Add(statement);
        return new SqliteStatement(this, statement, sql);
    }

    /// <inheritdoc/>
    public ISqlStatement PrepareScan(string sql) => Prepare(sql);

    /// <inheritdoc/>
    public ISqlBulk Bulk(string table, IReadOnlyList<StageColumn> columns) => new SqliteBulk(this, table, columns);

    /// <inheritdoc/>
    public void Execute(string script)
    {
        var rest = script;
        while (!string.IsNullOrWhiteSpace(rest))
        {
            Check(raw.sqlite3_prepare_v2(_database, rest, out var statement, out var tail), rest);
            using (statement)
            {
                // A comment at the end compiles to no statement.
                if (!statement.IsInvalid)
                {
                    int code;
                    do code = raw.sqlite3_step(statement);
                    while (code == raw.SQLITE_ROW);
                    if (code != raw.SQLITE_DONE) Check(code, rest);
                }
            }

            rest = tail;
        }
    }

    /// <inheritdoc/>
    public void BeginSnapshot()
    {
        Execute("BEGIN DEFERRED");
        // A deferred transaction takes its snapshot at the first read.
        Execute("SELECT count(*) FROM sqlite_master");
    }

    /// <inheritdoc/>
    public void BeginWrite() => Execute("BEGIN IMMEDIATE");

    /// <inheritdoc/>
    public void Commit() => Execute("COMMIT");

    /// <inheritdoc/>
    public void Rollback()
    {
        if (raw.sqlite3_get_autocommit(_database) == 0) Execute("ROLLBACK");
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Tables()
    {
        const string Query =
            "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c "
            + "WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite_%' ORDER BY m.name, c.cid";
        var tables = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        var arena = new Shop.Arena();
        using var statement = Prepare(Query);
        while (statement.Step())
        {
            var table = statement.Read(0, arena).AsText() ?? "";
            if (!tables.TryGetValue(table, out var columns)) tables[table] = columns = new List<string>();
            ((List<string>)columns).Add(statement.Read(1, arena).AsText() ?? "");
        }

        return tables;
    }

    /// <summary>
    /// Ends what was left open first. With a statement left behind, SQLite would keep the connection and its lock alive, and a
    /// process that lives long would lock itself out.
    /// </summary>
    public void Dispose()
    {
        if (_database.IsClosed) return;

        // SQLite keeps a connection as long as it has a statement: until the garbage collector had found the one that somebody left open,
        // and then it would remove files beside the database that another session may be using.
        foreach (var statement in _statements) statement.Dispose();
        if (raw.sqlite3_get_autocommit(_database) == 0) _ = raw.sqlite3_exec(_database, "ROLLBACK");
        _database.Dispose();
    }

    /// <summary>A statement is not needed any more.</summary>
    internal void Close(sqlite3_stmt statement)
    {
        _statements.Remove(statement);
        statement.Dispose();
    }

    internal void Check(int code, string doing)
    {
        if (code is raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE) return;
        var message = _database.IsInvalid ? $"error {code}" : raw.sqlite3_errmsg(_database).utf8_to_string();
        throw SqliteErrors.Translate(_database.IsInvalid ? code : raw.sqlite3_extended_errcode(_database), message, _path, doing);
    }

    private void RequireUtf8()
    {
        using var statement = Prepare("PRAGMA encoding");
        statement.Step();
        var encoding = statement.Read(0, new Shop.Arena()).AsText();
        if (!string.Equals(encoding, "UTF-8", StringComparison.Ordinal))
        {
            throw new StoreException($"{_path} stores text as {encoding}; convert it to UTF-8 first (VACUUM INTO after PRAGMA encoding).")
            {
                IsSchema = true,
            };
        }
    }
}
