using SQLitePCL;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Connectors.Sqlite;

/// <summary>One compiled SQLite statement.</summary>
internal sealed class SqliteStatement(SqliteSession session, sqlite3_stmt statement, string sql) : ISqlStatement
{
    private bool _running;

    public int ColumnCount { get; } = raw.sqlite3_column_count(statement);

    public string ColumnName(int column) => raw.sqlite3_column_name(statement, column).utf8_to_string();

    public void Bind(int parameter, in Value value)
    {
        var code = value.Kind switch
        {
            ValueKind.Null => raw.sqlite3_bind_null(statement, parameter),
            ValueKind.Integer => raw.sqlite3_bind_int64(statement, parameter, value.AsInteger()),
            ValueKind.Real => raw.sqlite3_bind_double(statement, parameter, value.AsReal()),
            ValueKind.Text => raw.sqlite3_bind_text(statement, parameter, value.Utf8),
            ValueKind.Bytes => raw.sqlite3_bind_blob(statement, parameter, value.Utf8),
            ValueKind.Time => raw.sqlite3_bind_int64(statement, parameter, value.AsMicroseconds()),
            _ => raw.sqlite3_bind_text(statement, parameter, value.ToString()),
        };
        if (code != raw.SQLITE_OK) session.Check(code, sql);
    }

    public bool Step()
    {
        _running = true;
        var code = raw.sqlite3_step(statement);
        if (code == raw.SQLITE_ROW) return true;
        if (code == raw.SQLITE_DONE)
        {
            Reset();
            return false;
        }

        // Reset first: it clears the statement and keeps the error of the connection.
        raw.sqlite3_reset(statement);
        _running = false;
        session.Check(code, sql);
        return false;
    }

    public Value Read(int column, Arena arena) => raw.sqlite3_column_type(statement, column) switch
    {
        raw.SQLITE_INTEGER => Value.Of(raw.sqlite3_column_int64(statement, column)),
        raw.SQLITE_TEXT => arena.Text(raw.sqlite3_column_blob(statement, column)),
        raw.SQLITE_FLOAT => Value.OfReal(raw.sqlite3_column_double(statement, column)),
        raw.SQLITE_BLOB => arena.Bytes(raw.sqlite3_column_blob(statement, column)),
        _ => Value.Null,
    };

    public void Reset()
    {
        if (!_running) return;
        raw.sqlite3_reset(statement);
        _running = false;
    }

    public void Dispose() => statement.Dispose();
}
