using System.Globalization;
using Npgsql;
using Storefold.Packs.Sql;

namespace Storefold.Connectors.Postgres;

/// <summary>
/// A PostgreSQL database through Npgsql. Text is read as the bytes that came, numbers with decimals as the server prints them.
/// A statement that fails ends its transaction: afterwards only <see cref="Rollback"/> works, or going back to a savepoint.
/// </summary>
public sealed class PostgresSession : ISqlSession
{
    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlConnection _connection;
    private readonly bool _readOnly;
    private readonly bool _binaryOrder;
    private readonly int _timeout;
    private readonly Dictionary<string, PostgresShape> _shapes = new(StringComparer.Ordinal);
    private int _cursors;
    private bool _open;
    private bool _stale;
    private bool _closed;

    internal PostgresSession(NpgsqlDataSource source, NpgsqlConnection connection, PostgresSettings settings)
    {
        (_source, _connection) = (source, connection);
        (Display, _readOnly, _binaryOrder, _timeout) = (settings.Display, settings.ReadOnly, settings.BinaryOrder, settings.ClientTimeout);
    }

    /// <inheritdoc/>
    public string Dialect => "postgres";

    /// <inheritdoc/>
    public SqlDialect Sql => PostgresDialect.Instance;

    /// <inheritdoc/>
    public string Display { get; }

    /// <summary>Opens a session.</summary>
    /// <param name="address">Address with its secrets, as a plan's connection has it.</param>
    /// <param name="use">For reading only, the server refuses writes and ends statements after 30 seconds.</param>
    /// <exception cref="StoreException">The server or database is not there, refuses the user, or is none that can be used.</exception>
    public static PostgresSession Open(string address, SessionUse use) => PostgresOpening.Open(address, use);

    /// <inheritdoc/>
    public ISqlStatement Prepare(string sql) => new PostgresStatement(this, Translate(sql));

    /// <inheritdoc/>
    public ISqlStatement PrepareScan(string sql) => new PostgresScan(this, Translate(sql));

    /// <inheritdoc/>
    public ISqlBulk Bulk(string table, IReadOnlyList<StageColumn> columns) => new PostgresBulk(this, table, columns);

    /// <inheritdoc/>
    public void Execute(string script) => Run(Translate(script).Text);

    /// <inheritdoc/>
    public void BeginSnapshot()
    {
        // The snapshot is taken by the first statement that needs one.
        Run("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY; SELECT pg_current_snapshot()");
        _open = true;
    }

    /// <inheritdoc/>
    public void BeginWrite()
    {
        if (_readOnly) throw new StoreException($"{Display} was opened for reading only.") { IsSchema = true };
        Run("BEGIN ISOLATION LEVEL READ COMMITTED, READ WRITE");
        _open = true;
    }

    /// <inheritdoc/>
    public void Commit()
    {
        // COMMIT of a transaction that failed is a rollback that reports success; a statement before it fails instead.
        Run("SELECT 1; COMMIT");
        _open = false;
    }

    /// <inheritdoc/>
    public void Rollback()
    {
        if (!_open) return;
        _open = false;
        // With the connection gone the server has taken everything back.
        if (_connection.FullState != System.Data.ConnectionState.Open) return;
        Run("ROLLBACK");
        Renew();
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Tables()
    {
        // Tables, partitioned and foreign tables and views, as a statement without a schema would find them.
        const string Query =
            "SELECT c.relname, a.attname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            + "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped "
            + "WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname = ANY (current_schemas(false)) AND pg_table_is_visible(c.oid) "
            + "ORDER BY c.relname, a.attnum";
        var tables = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
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

    /// <summary>Takes back what is open, so that no lock outlives the session, and closes the connection.</summary>
    public void Dispose()
    {
        if (_closed) return;
        _closed = true;
        try
        {
            Rollback();
        }
        catch (StoreException)
        {
            // Closing ends the transaction too, only a little later.
        }

        _connection.Dispose();
        _source.Dispose();
    }

    internal PostgresShape Shape(PostgresSql sql)
    {
        if (!_shapes.TryGetValue(sql.Text, out var shape)) _shapes[sql.Text] = shape = PostgresShape.Of(this, sql);
        return shape;
    }

    /// <summary>After a table changed under a prepared statement: everything is prepared anew, once the failed transaction is over.</summary>
    internal void Forget(PostgresSql sql)
    {
        _shapes.Remove(sql.Text);
        _stale = true;
        Renew();
    }

    internal NpgsqlCommand Command(string sql) => new(sql, _connection) { CommandTimeout = _timeout };

    internal NpgsqlBatch Batch(params IEnumerable<string> statements)
    {
        var batch = new NpgsqlBatch(_connection) { Timeout = _timeout };
        foreach (var statement in statements) batch.BatchCommands.Add(new NpgsqlBatchCommand(statement));
        return batch;
    }

    internal NpgsqlRawCopyStream CopyIn(string sql) => _connection.BeginRawBinaryCopy(sql);

    internal string NextCursor() => string.Create(CultureInfo.InvariantCulture, $"storefold_scan_{++_cursors}");

    /// <summary>A cursor may be gone with its transaction or savepoint, and closing one that is not there ends the transaction.</summary>
    internal void CloseCursor(string cursor)
    {
        if (!_open || _connection.FullState != System.Data.ConnectionState.Open) return;
        try
        {
            using var find = Command($"SELECT 1 FROM pg_cursors WHERE name = '{cursor}'");
            if (find.ExecuteScalar() is null) return;
            using var close = Command($"CLOSE {cursor}");
            close.ExecuteNonQuery();
        }
        catch (Exception problem) when (PostgresErrors.IsOurs(problem))
        {
            // In a failed transaction; the cursor ends with it.
        }
    }

    internal T Guard<T>(string doing, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception problem) when (PostgresErrors.IsOurs(problem))
        {
            throw Failed(problem, doing);
        }
    }

    internal StoreException Failed(Exception problem, string doing) => PostgresErrors.Translate(problem, Display, doing);

    private void Renew()
    {
        if (!_stale || _open) return;
        _stale = false;
        Guard("DEALLOCATE", () =>
        {
            _connection.UnprepareAll();
            return true;
        });
    }

    private void Run(string script)
    {
        using var command = Command(script);
        Guard(script, command.ExecuteNonQuery);
    }

    private PostgresSql Translate(string sql) => PostgresSql.Of(sql, _binaryOrder);
}
