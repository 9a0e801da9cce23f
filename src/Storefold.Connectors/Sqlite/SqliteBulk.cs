using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Connectors.Sqlite;

/// <summary>Fills a temporary table row by row; there is no round trip to save.</summary>
internal sealed class SqliteBulk : ISqlBulk
{
    private readonly ISqlStatement _insert;

    public SqliteBulk(SqliteSession session, string table, IReadOnlyList<StageColumn> columns)
    {
        var names = string.Join(", ", columns.Select(column => session.Sql.Quote(column.Name)));
        var values = string.Join(", ", Enumerable.Range(1, columns.Count).Select(number => "?" + number));
        _insert = session.Prepare($"INSERT INTO temp.{table}({names}) VALUES ({values})");
    }

    public void Add(ReadOnlySpan<Value> row)
    {
        for (var column = 0; column < row.Length; column++) _insert.Bind(column + 1, row[column]);
        _insert.Step();
    }

    public void Discard()
    {
        // Nothing waits: whoever took a transaction back has taken the rows back with it, or deletes them.
    }

    public void Complete()
    {
        // Every row is there since it was added.
    }

    public void Dispose() => _insert.Dispose();
}
