using System.Diagnostics;
using Storefold.Connectors.Sqlite;
using Storefold.Tests.Sample;

namespace Storefold.DatabaseTests.Support;

/// <summary>
/// One shop of a pair as its administrator sees it: through the database's own client where there is a server, constraints
/// unguarded. Whole tables can be remembered and put back.
/// </summary>
internal sealed class ShopDatabase : IDisposable
{
    // The other databases assign all columns of an UPDATE at once, take a backslash as it is, and let || join texts.
    private const string AsElsewhere =
        "SET SESSION foreign_key_checks = 0, sql_mode = 'SIMULTANEOUS_ASSIGNMENT,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT,NO_AUTO_VALUE_ON_ZERO';";

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly string _file = "";
    private readonly TestDatabase? _database;
    private ClientProcess? _client;
    private bool _isKept;

    /// <summary>A file of SQLite.</summary>
    public ShopDatabase(string file)
    {
        Kind = "sqlite";
        _file = file;
        PlanAddress = "sqlite:" + Path.GetFileName(file);
    }

    /// <summary>A database of a server.</summary>
    public ShopDatabase(string kind, TestDatabase database)
    {
        Kind = kind;
        _database = database;
        PlanAddress = database.PlanAddress;
    }

    /// <summary><c>sqlite</c>, <c>postgres</c> or <c>mariadb</c>.</summary>
    public string Kind { get; }

    /// <summary>Its address as a plan writes it.</summary>
    public string PlanAddress { get; }

    /// <summary>The database of a server.</summary>
    public TestDatabase Database => _database ?? throw new InvalidOperationException("A file of SQLite has no server.");

    /// <summary>Runs a script.</summary>
    public void Run(string script)
    {
        if (_database is not null)
        {
            Client.Run(script);
            return;
        }

        using var session = SqliteSession.Open(_file, SqliteAccess.ReadWrite);
        session.Execute("PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF;" + script);
    }

    /// <summary>The rows of a query.</summary>
    public IReadOnlyList<string[]> Ask(string sql)
    {
        if (_database is not null) return [.. Client.Run(sql).Select(row => row.Split('\t'))];
        using var session = SqliteSession.Open(_file, SqliteAccess.ReadOnly);
        return SampleShops.Rows(session, sql);
    }

    /// <summary>The only cell of a query.</summary>
    public string One(string sql) => Assert.Single(Assert.Single(Ask(sql)));

    /// <summary>Waits until some session waits for a lock.</summary>
    public void AwaitWaiter()
    {
        var sql = Kind is "postgres"
            ? "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            : "SELECT count(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'";
        var waited = Stopwatch.StartNew();
        while (One(sql) is "0")
        {
            if (waited.Elapsed > LongestWait) throw new TimeoutException("Nobody waits for a lock.");
            // MariaDB looks again only for who has not asked within 0.1 s.
            Thread.Sleep(150);
        }
    }

    /// <summary>Remembers these tables as they stand.</summary>
    public void Keep(IEnumerable<string> tables)
    {
        _isKept = true;
        if (Kind is "sqlite")
        {
            File.Copy(_file, _file + ".kept", overwrite: true);
            return;
        }

        Run((Kind is "postgres" ? "CREATE SCHEMA keep;" : $"CREATE DATABASE `{Kept}`;") + string.Concat(
            tables.Select(table => $"CREATE TABLE {Kept}.{table} AS SELECT * FROM {table};")));
    }

    /// <summary>Puts these tables back to where they were remembered.</summary>
    public void Restore(IReadOnlyList<string> tables)
    {
        if (Kind is "sqlite") File.Copy(_file + ".kept", _file, overwrite: true);
        else Run(string.Concat(tables.Select(table => $"DELETE FROM {table}; INSERT INTO {table} SELECT * FROM {Kept}.{table};")));
    }

    /// <summary>Ends the client's connection; the next statement opens another one.</summary>
    public void Disconnect()
    {
        _client?.Dispose();
        _client = null;
    }

    public void Dispose()
    {
        if (_isKept && Kind is "mariadb") Run($"DROP DATABASE `{Kept}`");
        _client?.Dispose();
    }

    private ClientProcess Client => _client ??= Connect();

    private ClientProcess Connect()
    {
        var client = Database.Client();
        client.Run(Kind is "mariadb" ? AsElsewhere : "SET session_replication_role = replica");
        return client;
    }

    private string Kept => Kind is "postgres" ? "keep" : Database.Name + "_kept";
}
