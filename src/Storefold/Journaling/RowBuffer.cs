using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Journaling;

/// <summary>What happens to a row whose key is there already.</summary>
internal enum OnDuplicate
{
    /// <summary>The database refuses it.</summary>
    Refuse,

    /// <summary>The row that is there stays.</summary>
    Keep,

    /// <summary>The new row replaces it.</summary>
    Replace,
}

/// <summary>
/// Rows on their way into one table of the journal. They are sent many at a time, because with a database server it is the
/// round trips that cost. Nothing is sent before <see cref="Flush"/> or a full buffer; whoever owns it flushes before it reads.
/// </summary>
internal sealed class RowBuffer : IDisposable
{
    /// <summary>From here on a bulk is worth its beginning and end.</summary>
    private const int LeastBulk = 24;

    private readonly int[] _sizes;
    private readonly ISqlSession _session;
    private readonly string _table;
    private readonly string _columns;
    private readonly int _width;
    private readonly int _keys;
    private readonly bool[] _keyed;
    private readonly OnDuplicate _onDuplicate;
    private readonly string? _newest;
    private readonly ISqlStatement?[] _statements;
    private readonly StageColumn[]? _bulkColumns;
    private readonly List<Value> _cells = [];
    private ISqlBulk? _bulk;

    /// <summary>A buffer for <paramref name="table"/>; the other arguments are those of <see cref="JournalSql"/>.</summary>
    /// <param name="session">The target.</param>
    /// <param name="table">A table of the journal.</param>
    /// <param name="columns">Names, the primary key first; native keys in brackets.</param>
    /// <param name="keys">How many of them are the primary key.</param>
    /// <param name="onDuplicate">What happens to a row whose key is there.</param>
    /// <param name="newest">Column that must not become smaller, or null.</param>
    /// <param name="types">
    /// Types of the columns, a letter each (<c>i</c> integer, <c>t</c> text, <c>b</c> bytes, <c>k</c> native key): with them, rows that
    /// are refused where their key is there go in bulk.
    /// </param>
    public RowBuffer(
        ISqlSession session, string table, string columns, int keys, OnDuplicate onDuplicate, string? newest = null, string? types = null)
    {
        _sizes = session.Sql.LargestStatement > 64 ? [session.Sql.LargestStatement, 64, 16, 4, 1] : [64, 16, 4, 1];
        _statements = new ISqlStatement?[_sizes.Length];
        var names = JournalSql.Names(columns, out var native);
        if (types is not null && onDuplicate == OnDuplicate.Refuse && session.Sql.PrefersBulk)
            _bulkColumns = [.. names.Zip(types, (name, type) => new StageColumn(name, TypeOf(type)))];
        _session = session;
        _table = table;
        _columns = columns;
        _width = names.Length;
        _keys = keys;
        _keyed = [.. Enumerable.Range(1, _width).Select(native.Contains)];
        _onDuplicate = onDuplicate;
        _newest = newest;
    }

    /// <summary>True when rows wait.</summary>
    public bool IsEmpty => _cells.Count == 0;

    /// <summary>Adds a row. Two rows with one key may not wait together where the newer replaces the older.</summary>
    public void Add(params ReadOnlySpan<Value> row)
    {
        foreach (var cell in row) _cells.Add(cell);
    }

    /// <summary>Sends what waits.</summary>
    public void Flush()
    {
        if (_bulkColumns is not null && _cells.Count >= LeastBulk * _width) SendBulk(_bulkColumns);
        var at = 0;
        for (var size = 0; size < _sizes.Length; size++)
        {
            while (_cells.Count - at >= _sizes[size] * _width)
            {
                var statement = _statements[size] ??= Prepare(_sizes[size]);
                for (var cell = 0; cell < _sizes[size] * _width; cell++) statement.Bind(cell + 1, _cells[at++]);
                while (statement.Step())
                {
                    // INSERT returns nothing; it only has to run to its end.
                }
            }
        }

        _cells.Clear();
    }

    /// <summary>Forgets what waits, after a transaction was taken back.</summary>
    public void Discard() => _cells.Clear();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in _statements) statement?.Dispose();
        _bulk?.Dispose();
    }

    private static StageType TypeOf(char type) => type switch { 'i' => StageType.Integer, 't' => StageType.Text, _ => StageType.Bytes };

    private void SendBulk(StageColumn[] columns)
    {
        _bulk ??= _session.Bulk(_table, columns);
        var row = new Value[_width];
        for (var at = 0; at < _cells.Count; at += _width)
        {
            for (var column = 0; column < _width; column++)
                row[column] = _keyed[column] ? _session.Sql.KeyCell(_cells[at + column]) : _cells[at + column];
            _bulk.Add(row);
        }

        _cells.Clear();
        _bulk.Complete();
    }

    private ISqlStatement Prepare(int rows) => _session.PrepareRows(_table, _columns, _keys, _onDuplicate, _newest, rows);
}
