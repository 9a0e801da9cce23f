using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Samples.Poco;

/// <summary>Where sample rows go.</summary>
internal interface ISampleSink
{
    /// <summary>Opens a table for rows with these columns.</summary>
    /// <returns>The number to give to <see cref="Add"/>.</returns>
    int Open(string table, ReadOnlySpan<string> columns);

    /// <summary>Adds one row, cells in the order of the columns.</summary>
    void Add(int table, ReadOnlySpan<Value> row);
}

/// <summary>One table that is being filled: what its rows are called, and how many there are.</summary>
internal sealed class SampleTable
{
    private readonly ISampleSink _sink;
    private readonly int _number;
    private readonly int _width;

    public SampleTable(ISampleSink sink, string name, string columns)
    {
        var names = columns.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        _sink = sink;
        _width = names.Length;
        _number = sink.Open(name, names);
        Name = name;
    }

    public string Name { get; }

    public long Rows { get; private set; }

    /// <summary>The id for the next row of a table whose ids count from 1.</summary>
    public long NextId => Rows + 1;

    /// <summary>Adds a row and returns its position from 1, which is its id where the table's ids count.</summary>
    public long Add(params ReadOnlySpan<Value> row)
    {
        if (row.Length != _width) throw new ArgumentException($"{Name} has {_width} columns, not {row.Length}.");
        _sink.Add(_number, row);
        return ++Rows;
    }
}

/// <summary>Writes sample rows through a session: a prepared statement per table, a commit per 100,000 rows.</summary>
internal sealed class SqlSampleSink(ISqlSession session, CancellationToken cancel) : ISampleSink, IDisposable
{
    private const int RowsPerTransaction = 100_000;

    private readonly List<ISqlStatement> _statements = [];
    private int _uncommitted;

    /// <summary>
    /// Makes the tables. Foreign keys are checked by tests afterwards, not row by row: orders and the coupons that
    /// they hold refer to each other, and nasty rows refer to nothing. A lost sample is made again, so nothing is
    /// synchronised.
    /// </summary>
    public void Begin(string schema)
    {
        session.Execute("PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY;");
        session.BeginWrite();
        session.Execute(schema);
    }

    public int Open(string table, ReadOnlySpan<string> columns)
    {
        var names = string.Join(", ", columns);
        var places = string.Join(", ", Enumerable.Range(1, columns.Length).Select(number => $"?{number}"));
        _statements.Add(session.Prepare($"INSERT INTO {table} ({names}) VALUES ({places})"));
        return _statements.Count - 1;
    }

    public void Add(int table, ReadOnlySpan<Value> row)
    {
        cancel.ThrowIfCancellationRequested();
        var statement = _statements[table];
        for (var index = 0; index < row.Length; index++) statement.Bind(index + 1, row[index]);
        statement.Step();
        if (++_uncommitted < RowsPerTransaction) return;
        _uncommitted = 0;
        session.Commit();
        session.BeginWrite();
    }

    /// <summary>Runs SQL between rows, for what no row can say.</summary>
    public void Execute(string script) => session.Execute(script);

    /// <summary>Makes the rest durable and gives the session back as it was.</summary>
    public void End()
    {
        session.Commit();
        Dispose();
        session.Execute("PRAGMA synchronous = FULL; PRAGMA journal_mode = DELETE; PRAGMA foreign_keys = ON;");
    }

    public void Dispose()
    {
        foreach (var statement in _statements) statement.Dispose();
        _statements.Clear();
    }
}
