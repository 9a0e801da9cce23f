using SQLitePCL;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Connectors.Sqlite;

/// <summary>One compiled SQLite statement.</summary>
internal sealed class SqliteStatement(SqliteSession session, sqlite3_stmt statement, string sql) : ISqlStatement
{
    private readonly nint _handle = statement.DangerousGetHandle();
    private bool _running;

    public int ColumnCount { get; } = raw.sqlite3_column_count(statement);

    public string ColumnName(int column) => raw.sqlite3_column_name(statement, column).utf8_to_string();

    public void Bind(int parameter, in Value value)
    {
        var code = value.Kind switch
        {
            ValueKind.Null => Native.BindNull(_handle, parameter),
            ValueKind.Integer => Native.BindInt64(_handle, parameter, value.AsInteger()),
            ValueKind.Real => Native.BindDouble(_handle, parameter, value.AsReal()),
            ValueKind.Text => Native.BindText(_handle, parameter, value.Utf8),
            ValueKind.Bytes => Native.BindBlob(_handle, parameter, value.Utf8),
            ValueKind.Time => Native.BindInt64(_handle, parameter, value.AsMicroseconds()),
            _ => raw.sqlite3_bind_text(statement, parameter, value.ToString()),
        };
        if (code != raw.SQLITE_OK) session.Check(code, sql);
    }

    public bool Step()
    {
        ObjectDisposedException.ThrowIf(statement.IsClosed, this);
        _running = true;
        var code = Native.Step(_handle);
        if (code == raw.SQLITE_ROW) return true;
        if (code == raw.SQLITE_DONE)
        {
            Reset();
            return false;
        }

        // Reset first: it clears the statement and keeps the error of the connection.
        Native.Reset(_handle);
        _running = false;
        session.Check(code, sql);
        return false;
    }

    public Value Read(int column, Arena arena) => Native.ColumnType(_handle, column) switch
    {
        raw.SQLITE_INTEGER => Value.Of(Native.ColumnInt64(_handle, column)),
        raw.SQLITE_TEXT => arena.Text(Native.ColumnBytes(_handle, column)),
        raw.SQLITE_FLOAT => Value.OfReal(Native.ColumnDouble(_handle, column)),
        raw.SQLITE_BLOB => arena.Bytes(Native.ColumnBytes(_handle, column)),
        _ => Value.Null,
    };

    public void Reset()
    {
        if (!_running || statement.IsClosed) return;
        Native.Reset(_handle);
        _running = false;
    }

    public void Dispose() => session.Close(statement);
}
