using System.Globalization;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Planning.Reading;

namespace Storefold.Connectors.MariaDb;

/// <summary>
/// A MariaDB database through Connector/C, without an ADO.NET layer: text is read as the bytes that are there. The session is
/// in UTC, utf8mb4 and strict mode; impossible dates are read as they stand and can be written, as platforms do it.
/// </summary>
public sealed class MariaDbSession : ISqlSession
{
    private readonly MariaDbConnection _connection;
    private readonly bool _readOnly;
    private LocalInfile? _infile;
    private bool _begun;
    private bool _lost;

    private MariaDbSession(MariaDbConnection connection, SessionUse use)
    {
        _connection = connection;
        _readOnly = use == SessionUse.Read;
        _infile = new LocalInfile(connection.Handle);
    }

    /// <inheritdoc/>
    public string Dialect => "mariadb";

    /// <inheritdoc/>
    public SqlDialect Sql => MariaDbDialect.Instance;

    /// <inheritdoc/>
    public string Display => _connection.Display;

    /// <summary>What the server said of itself when the session was opened.</summary>
    internal ServerFacts Server { get; private set; } = ServerFacts.None;

    internal bool LeftCursor => _connection.LeftCursor;

    internal MariaDbConnection Connection => _connection;

    /// <summary>Opens a session.</summary>
    /// <param name="model">The connection; its location is a whole address, see <see cref="ServerKind.MariaDb"/>.</param>
    /// <param name="use">What for.</param>
    /// <exception cref="StoreException">The server refuses it, is too old, or the library is missing.</exception>
    public static MariaDbSession Open(ConnectionModel model, SessionUse use)
    {
        if (ServerAddress.Read(model.Location, ServerKind.MariaDb, out var address) is var (reason, hint))
            throw new StoreException($"The connection {reason}; {hint}.") { IsSchema = true };
        ArgumentNullException.ThrowIfNull(address);
        var session = new MariaDbSession(MariaDbConnection.Open(address), use);
        try
        {
            session.Server = SessionSetup.Apply(session._connection, use, address.Seconds("statement_timeout", SessionSetup.StandardTimeout(use)));
            LayoutProbe.Hold(session);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public ISqlStatement Prepare(string sql) => new MariaDbStatement(this, sql, scan: false);

    /// <inheritdoc/>
    public ISqlStatement PrepareScan(string sql) => new MariaDbStatement(this, sql, scan: true);

    /// <inheritdoc/>
    public ISqlBulk Bulk(string table, IReadOnlyList<StageColumn> columns) => new MariaDbBulk(this, table, columns);

    /// <inheritdoc/>
    public void Execute(string script)
    {
        foreach (var statement in MariaDbSql.Split(script))
        {
            BeforeStatement();
            Guard(() => _connection.Run(statement));
            RefuseChanges(statement);
        }
    }

    /// <inheritdoc/>
    public void BeginSnapshot()
    {
        // In a writing session the standard is READ COMMITTED, which has no snapshot of a transaction.
        if (!_readOnly) Guard(() => _connection.Run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"));
        Begin("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
    }

    /// <inheritdoc/>
    public void BeginWrite()
    {
        if (_readOnly) throw new StoreException($"{Display} was opened for reading only.") { IsSchema = true };
        Begin("START TRANSACTION READ WRITE");
    }

    /// <inheritdoc/>
    public void Commit()
    {
        BeforeStatement();
        _begun = false;
        Guard(() => _connection.Run("COMMIT"));
    }

    /// <inheritdoc/>
    /// <remarks>Where the connection is lost the server has taken it back already.</remarks>
    public void Rollback()
    {
        if (!_begun) return;
        if (!_lost) RequireTransaction();
        (_begun, _lost) = (false, false);
        if (_connection.IsBroken) return;
        try
        {
            _connection.Run("ROLLBACK");
        }
        catch (StoreException) when (_connection.IsBroken)
        {
            // Gone while it was asked: taken back all the same.
        }
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Tables()
    {
        BeforeStatement();
        var tables = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in _connection.Rows("SELECT c.TABLE_NAME, c.COLUMN_NAME FROM information_schema.COLUMNS c"
            + " JOIN information_schema.TABLES t ON t.TABLE_SCHEMA = c.TABLE_SCHEMA AND t.TABLE_NAME = c.TABLE_NAME"
            + " WHERE c.TABLE_SCHEMA = DATABASE() AND t.TABLE_TYPE IN ('BASE TABLE', 'VIEW', 'SYSTEM VERSIONED')"
            + " ORDER BY c.TABLE_NAME, c.ORDINAL_POSITION"))
        {
            if (row is not [{ } table, { } column]) continue;
            if (!tables.TryGetValue(table, out var columns)) tables[table] = columns = new List<string>();
            ((List<string>)columns).Add(column);
        }

        return tables;
    }

    /// <summary>Closes the connection; the server takes back what is open and ends its cursors.</summary>
    public void Dispose()
    {
        _connection.Dispose();
        _infile?.Dispose();
        _infile = null;
    }

    /// <summary>Throws where the transaction that was begun is over: what follows would stand without one.</summary>
    internal void BeforeStatement()
    {
        if (!_begun) return;
        if (_lost)
        {
            throw new StoreException($"{Display}: the transaction failed before; it must be taken back and begun anew.", isTransient: true)
            {
                IsTakenBack = true,
            };
        }

        RequireTransaction();
    }

    /// <summary>
    /// Refuses what a statement changed on the way into a column: strict mode makes an error of most, but of a decimal with too
    /// many places, or of spaces that were cut off, only a note.
    /// </summary>
    internal void RefuseChanges(string sql, bool any = false)
    {
        foreach (var (code, message) in Warnings())
        {
            if (any || MariaDbErrors.ChangesValue(code)) throw MariaDbErrors.Changed(code, message, Display, sql);
        }
    }

    /// <summary>Refuses a result of which the server left out a part.</summary>
    internal void RefuseCuts(string sql)
    {
        foreach (var (code, message) in Warnings())
        {
            if (MariaDbErrors.CutsResult(code)) throw MariaDbErrors.Cut(message, Display, sql);
        }
    }

    /// <summary>Whether all text columns of a table, also of a temporary one, keep UTF-8.</summary>
    internal bool KeepsUtf8(string table)
    {
        BeforeStatement();
        const int Collation = 2;
        return _connection.Rows("SHOW FULL COLUMNS FROM " + table)
            .All(column => column[Collation] is not { } collation || collation.StartsWith("utf8", StringComparison.Ordinal));
    }

    /// <summary>Runs a LOAD DATA LOCAL over rows of ours; refuses them with any warning.</summary>
    internal void Load(string statement, ReadOnlyMemory<byte> rows)
    {
        BeforeStatement();
        var infile = _infile ?? throw new ObjectDisposedException(Display);
        Guard(() => infile.Offer(rows, () => _connection.Run(statement)));
        RefuseChanges(statement, any: true);
    }

    /// <summary>Runs an INSERT that holds rows; of them nothing stands in errors.</summary>
    internal void Insert(string statement, ReadOnlyMemory<byte> withRows)
    {
        BeforeStatement();
        Guard(() => _connection.Run(withRows.Span, statement));
        RefuseChanges(statement, any: false);
    }

    /// <summary>The exception for an error of a statement.</summary>
    internal StoreException Failure(uint code, string message, string sql)
    {
        _lost |= _begun && MariaDbErrors.EndsTransaction(code);
        _connection.Note(code);
        return MariaDbErrors.Translate(code, message, Display, sql);
    }

    private IEnumerable<(uint Code, string Message)> Warnings() => Native.WarningCount(_connection.Handle) == 0
        ? []
        : _connection.Rows("SHOW WARNINGS LIMIT 64")
            .Select(row => (uint.Parse(row[1] ?? "0", NumberStyles.None, CultureInfo.InvariantCulture), row[2] ?? ""));

    private void Begin(string sql)
    {
        if (_begun) throw new InvalidOperationException("A transaction is open already.");
        Guard(() => _connection.Run(sql));
        (_begun, _lost) = (true, false);
    }

    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (StoreException)
        {
            _lost |= _begun && MariaDbErrors.EndsTransaction(_connection.LastError);
            throw;
        }
    }

    private void RequireTransaction()
    {
        if (_connection.IsBroken || _connection.InTransaction) return;
        _begun = false;
        throw new StoreException($"{Display}: a statement ended the transaction (such as CREATE, ALTER or TRUNCATE, which commit at once); "
            + "what was written before it stands. A pack's file must not hold such a statement.") { IsSchema = true };
    }
}
