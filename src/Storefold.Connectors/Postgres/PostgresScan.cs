using System.Globalization;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Connectors.Postgres;

/// <summary>
/// A result of any size through a cursor of the server: portions of about a megabyte, between which other statements run. Only
/// inside a transaction.
/// </summary>
internal sealed class PostgresScan : ISqlStatement
{
    private const int FirstPortion = 200, LargestPortion = 20_000, SmallestPortion = 10;
    private const long PortionBytes = 1 << 20;

    private readonly PostgresSession _session;
    private readonly PostgresSql _sql;
    private readonly PostgresShape _shape;
    private readonly PostgresRows _rows;
    private readonly Value[] _values;
    private string? _cursor;
    private int _portion;
    private int _row;

    public PostgresScan(PostgresSession session, PostgresSql sql)
    {
        (_session, _sql, _shape) = (session, sql, session.Shape(sql));
        _rows = new PostgresRows(_shape.Forms);
        _values = new Value[_shape.Parameters.Length];
    }

    public int ColumnCount => _shape.Names.Length;

    public string ColumnName(int column) => _shape.Names[column];

    public void Bind(int parameter, in Value value) => _values[parameter - 1] = value;

    public bool Step()
    {
        if (_cursor is null) Open();
        if (++_row < _rows.Count) return true;
        Fetch();
        if (_rows.Count > 0) return true;
        Reset();
        return false;
    }

    public Value Read(int column, Arena arena) => _rows[_row, column];

    public void Reset()
    {
        _rows.Clear();
        if (_cursor is not { } cursor) return;
        _cursor = null;
        _session.CloseCursor(cursor);
    }

    public void Dispose() => Reset();

    private void Open()
    {
        var types = _shape.Parameters;
        var parameters = new PostgresParameters(types);
        for (var at = 0; at < types.Length; at++)
        {
            if (parameters.Set(at + 1, _values[at])) continue;
            // Numbered from the start again: the others were set in the narrower types.
            parameters = new PostgresParameters(types = [.. types.Select(PostgresParameters.Widen)]);
            at = -1;
        }

        var cursor = _session.NextCursor();
        using var command = _session.Command($"DECLARE {cursor} NO SCROLL CURSOR FOR {_sql.Text}");
        parameters.AddTo(command);
        _session.Guard(_sql.Text, command.ExecuteNonQuery);
        (_cursor, _portion, _row) = (cursor, FirstPortion, -1);
        _rows.Clear();
    }

    private void Fetch()
    {
        if (_rows.Count > 0)
        {
            var fitting = _rows.Count * PortionBytes / Math.Max(1, _rows.Size);
            _portion = (int)Math.Clamp(fitting, SmallestPortion, Math.Min(LargestPortion, _portion * 4L));
        }

        _rows.Clear();
        _row = 0;
        using var command = _session.Command(string.Create(CultureInfo.InvariantCulture, $"FETCH FORWARD {_portion} FROM {_cursor}"));
        command.UnknownResultTypeList = _shape.AsText;
        _session.Guard(_sql.Text, () =>
        {
            using var reader = command.ExecuteReader();
            _rows.Fill(reader);
            return true;
        });
    }
}
