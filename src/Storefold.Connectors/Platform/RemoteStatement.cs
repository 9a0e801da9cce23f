using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Connectors.Platform;

/// <summary>A statement over copied tables, which are fetched before its first row: compiling a pack's file alone costs no request.</summary>
internal sealed class RemoteStatement(ISqlStatement inner, Action fetch) : ISqlStatement
{
    private bool _isRunning;

    public int ColumnCount => inner.ColumnCount;

    public string ColumnName(int column) => inner.ColumnName(column);

    public void Bind(int parameter, in Value value) => inner.Bind(parameter, value);

    public bool Step()
    {
        if (!_isRunning) fetch();
        return _isRunning = inner.Step();
    }

    public Value Read(int column, Arena arena) => inner.Read(column, arena);

    public void Reset()
    {
        _isRunning = false;
        inner.Reset();
    }

    public void Dispose() => inner.Dispose();
}
