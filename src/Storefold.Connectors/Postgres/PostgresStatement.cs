using Npgsql;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Connectors.Postgres;

/// <summary>
/// One statement, prepared on the server once and run again and again. The first step fetches the whole result, as a connection
/// has one open result at a time and other statements run between the steps.
/// </summary>
internal sealed class PostgresStatement : ISqlStatement
{
    private readonly PostgresSession _session;
    private readonly PostgresSql _sql;
    private readonly PostgresShape _shape;
    private readonly PostgresRows _rows;
    private readonly Value[] _values;
    private NpgsqlCommand _command;
    private PostgresParameters _parameters;
    private int _row = -1;

    public PostgresStatement(PostgresSession session, PostgresSql sql)
    {
        (_session, _sql, _shape) = (session, sql, session.Shape(sql));
        _rows = new PostgresRows(_shape.Forms);
        _values = new Value[_shape.Parameters.Length];
        (_command, _parameters) = Make(_shape.Parameters);
    }

    public int ColumnCount => _shape.Names.Length;

    public string ColumnName(int column) => _shape.Names[column];

    public void Bind(int parameter, in Value value)
    {
        _values[parameter - 1] = value;
        if (!_parameters.Set(parameter, value)) Widen();
    }

    public bool Step()
    {
        if (_row < 0) Run();
        if (++_row < _rows.Count) return true;
        Reset();
        return false;
    }

    public Value Read(int column, Arena arena) => _rows[_row, column];

    public void Reset()
    {
        _row = -1;
        _rows.Clear();
    }

    public void Dispose() => _command.Dispose();

    private void Run()
    {
        _rows.Clear();
        try
        {
            using var reader = _command.ExecuteReader();
            _rows.Fill(reader);
        }
        catch (Exception problem) when (PostgresErrors.IsOurs(problem))
        {
            if (problem is PostgresException refused && PostgresErrors.IsStalePlan(refused)) _session.Forget(_sql);
            throw _session.Failed(problem, _sql.Text);
        }
    }

    private void Widen()
    {
        _command.Dispose();
        (_command, _parameters) = Make([.. _shape.Parameters.Select(PostgresParameters.Widen)]);
        for (var number = 1; number <= _values.Length; number++) _parameters.Set(number, _values[number - 1]);
    }

    private (NpgsqlCommand, PostgresParameters) Make(uint[] types)
    {
        var command = _session.Command(_sql.Text);
        var parameters = new PostgresParameters(types);
        parameters.AddTo(command);
        command.UnknownResultTypeList = _shape.AsText;
        if (_sql.Text.Contains(PostgresDialect.PlannedAnew, StringComparison.Ordinal)) return (command, parameters);
        _session.Guard(_sql.Text, () =>
        {
            command.Prepare();
            return true;
        });
        return (command, parameters);
    }
}
