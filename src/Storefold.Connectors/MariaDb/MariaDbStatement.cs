using System.Text;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Connectors.MariaDb;

/// <summary>
/// One prepared statement. The whole result is fetched when it is executed, or, for a scan, in portions from a cursor on the
/// server; either way the connection is free for other statements between the steps.
/// </summary>
internal sealed unsafe class MariaDbStatement : ISqlStatement
{
    /// <summary>Rows of a scan that one request brings: large enough that the way to the server does not count.</summary>
    private const ulong ScanRows = 2_000;

    private readonly MariaDbSession _session;
    private readonly string _sql;
    private readonly bool _scan;
    private readonly Parameters _parameters;
    private nint _statement;
    private Column[] _columns = [];
    private bool _running;

    public MariaDbStatement(MariaDbSession session, string sql, bool scan)
    {
        (_session, _sql, _scan) = (session, sql, scan);
        var text = MariaDbSql.Translate(sql);
        _parameters = new Parameters(text.Occurrences);
        try
        {
            _statement = Native.StatementInitialise(session.Connection.Handle);
            fixed (byte* bytes = text.Text)
            {
                if (Native.StatementPrepare(_statement, bytes, (ulong)text.Text.Length) != 0) Fail();
            }

            if ((int)Native.StatementParameters(_statement) != _parameters.Count)
            {
                throw new StoreException($"{session.Display}: a parameter of the statement has no number: {sql}") { IsSchema = true };
            }

            if (scan) AskForCursor();
            Describe();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public int ColumnCount => _columns.Length;

    public string ColumnName(int column)
    {
        ref readonly var field = ref Native.Fields(_statement)[column];
        return Encoding.UTF8.GetString(field.Name, (int)field.NameLength);
    }

    public void Bind(int parameter, in Value value) => _parameters.Set(parameter - 1, value);

    public bool Step()
    {
        _ = _session.Connection.Handle; // throws where the session is closed: the library would fall over
        if (!_running) Execute();
        if (_columns.Length == 0) return Finish();
        var code = Native.StatementFetch(_statement);
        if (code == 0) return true;
        if (code == Native.NoData) return Finish();
        Fail();
        return false;
    }

    public Value Read(int column, Arena arena)
    {
        if (!_running) throw new InvalidOperationException("There is no current row.");
        ref readonly var shape = ref _columns[column];
        var cell = Native.Cells(_statement)[column].Row;
        return cell is null ? Value.Null : Cells.Read(cell, shape, arena);
    }

    public void Reset()
    {
        if (!_running) return;
        _running = false;
        // A cursor that was not read to its end is closed on the server too.
        if (_scan) _ = Native.StatementReset(_statement);
        _ = Native.StatementFree(_statement);
    }

    public void Dispose()
    {
        _running = false;
        if (_statement != 0)
        {
            _ = Native.StatementClose(_statement);
            _statement = 0;
        }

        _parameters.Dispose();
    }

    private void Execute()
    {
        ObjectDisposedException.ThrowIf(_statement == 0, this);
        _session.BeforeStatement();
        if (_parameters.Bytes > _session.Server.LargestPacket && _session.Server.LargestPacket > 0)
            throw MariaDbErrors.TooLarge(_parameters.Bytes, _session.Server.LargestPacket, _session.Display);
        if (!_parameters.Send(_statement) || Native.StatementExecute(_statement) != 0) Fail();
        _running = true;
        try
        {
            Describe();
            if (_columns.Length == 0)
            {
                _session.RefuseChanges(_sql);
                return;
            }

            // Where the server made no cursor, the rows are on their way and must be taken off the connection.
            if ((!_scan || !_session.LeftCursor) && Native.StatementStore(_statement) != 0) Fail();
            _session.RefuseCuts(_sql);
        }
        catch
        {
            // Or the next step would go on with this execution and not run the statement again.
            Reset();
            throw;
        }
    }

    private bool Finish()
    {
        _running = false;
        _ = Native.StatementFree(_statement);
        return false;
    }

    /// <summary>Again after each execution: the type of an expression may depend on what is bound.</summary>
    private void Describe()
    {
        var fields = Native.Fields(_statement);
        if (_columns.Length != fields.Length) _columns = new Column[fields.Length];
        for (var column = 0; column < fields.Length; column++) _columns[column] = new Column(fields[column]);
    }

    private void AskForCursor()
    {
        ulong readOnly = 1, rows = ScanRows;
        _ = Native.StatementAttribute(_statement, Native.CursorType, &readOnly);
        _ = Native.StatementAttribute(_statement, Native.PrefetchRows, &rows);
    }

    private void Fail()
    {
        _running = false;
        var code = Native.StatementError(_statement);
        var message = MariaDbConnection.Text(Native.StatementErrorText(_statement));
        _ = Native.StatementFree(_statement);
        throw _session.Failure(code, message, _sql);
    }
}
