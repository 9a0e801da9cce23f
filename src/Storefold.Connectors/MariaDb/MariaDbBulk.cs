using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Connectors.MariaDb;

/// <summary>
/// Fills a staging table with LOAD DATA LOCAL, or, where the server forbids that or the table keeps text in another character
/// set than UTF-8, with INSERTs of many rows. LOAD DATA makes
/// warnings of what would be errors, so any warning refuses the rows.
/// </summary>
internal sealed class MariaDbBulk : ISqlBulk
{
    /// <summary>Bytes after which rows are sent, whether complete or not: memory stays what it is for any number of rows.</summary>
    private const int LoadBytes = 4 << 20, InsertBytes = 512 << 10;

    private readonly MariaDbSession _session;
    private readonly RowText _rows;
    private readonly string _statement;
    private readonly string _table;
    private readonly int _columns;
    private readonly long _most;

    public MariaDbBulk(MariaDbSession session, string table, IReadOnlyList<StageColumn> columns)
        : this(session, table, columns, session.Server.LoadsFiles)
    {
    }

    internal MariaDbBulk(MariaDbSession session, string table, IReadOnlyList<StageColumn> columns, bool load)
    {
        (_session, _table, _columns) = (session, table, columns.Count);
        var names = string.Join(", ", columns.Select(column => session.Sql.Quote(column.Name)));
        if (load && session.KeepsUtf8(table))
        {
            // As binary: no byte is taken for a part of another character; the column checks what it gets.
            _statement = $@"LOAD DATA LOCAL INFILE 'rows' INTO TABLE {table} CHARACTER SET binary "
                + $@"FIELDS TERMINATED BY '\t' ESCAPED BY '\\' LINES TERMINATED BY '\n' ({names})";
            _rows = new LoadText();
            _most = LoadBytes;
        }
        else
        {
            _statement = $"INSERT INTO {table}({names}) VALUES ";
            _rows = new InsertText(_statement);
            _most = Math.Min(InsertBytes, session.Server.LargestPacket / 2);
        }
    }

    public void Add(ReadOnlySpan<Value> row)
    {
        if (row.Length != _columns) throw new ArgumentException($"{row.Length} values for {_columns} columns of {_table}.");
        var before = _rows.Length;
        _rows.Add(row);
        var (bytes, most) = ((long)_rows.Length - before, _session.Server.LargestPacket);
        if (bytes > most) throw MariaDbErrors.TooLarge(bytes, most, _session.Display);
        if (_rows.Length >= _most) Complete();
    }

    public void Complete()
    {
        if (_rows.Rows == 0) return;
        try
        {
            if (_rows is LoadText) _session.Load(_statement, _rows.Written);
            else _session.Insert(_statement, _rows.Written);
        }
        finally
        {
            _rows.Clear();
        }
    }

    public void Discard() => _rows.Clear();

    public void Dispose() => _rows.Clear();
}
