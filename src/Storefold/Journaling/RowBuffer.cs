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
    private static readonly int[] Sizes = [64, 16, 4, 1];

    private readonly ISqlSession _session;
    private readonly string _table;
    private readonly string _columns;
    private readonly int _width;
    private readonly int _keys;
    private readonly OnDuplicate _onDuplicate;
    private readonly string? _newest;
    private readonly ISqlStatement?[] _statements = new ISqlStatement?[Sizes.Length];
    private readonly List<Value> _cells = [];

    /// <summary>A buffer for <paramref name="table"/>; the arguments are those of <see cref="JournalSql"/>.</summary>
    public RowBuffer(ISqlSession session, string table, string columns, int keys, OnDuplicate onDuplicate, string? newest = null)
    {
        _session = session;
        _table = table;
        _columns = columns;
        _width = columns.Split(", ").Length;
        _keys = keys;
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
        var at = 0;
        for (var size = 0; size < Sizes.Length; size++)
        {
            while (_cells.Count - at >= Sizes[size] * _width)
            {
                var statement = _statements[size] ??= Prepare(Sizes[size]);
                for (var cell = 0; cell < Sizes[size] * _width; cell++) statement.Bind(cell + 1, _cells[at++]);
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
    }

    private ISqlStatement Prepare(int rows) => _session.PrepareRows(_table, _columns, _keys, _onDuplicate, _newest, rows);
}
