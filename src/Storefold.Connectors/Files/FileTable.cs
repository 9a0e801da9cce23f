using System.Text.RegularExpressions;
using Storefold.Connectors.Sqlite;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Connectors.Files;

/// <summary>The table of one export in the scratch database: its columns as text, the number of the row and its place in the file.</summary>
internal sealed partial class FileTable(SqliteSession scratch, string name) : IDisposable
{
    /// <summary>Number of the row, from 1; the primary key.</summary>
    public const string RowColumn = "file_row";

    /// <summary>Offset of the row's first byte.</summary>
    public const string OffsetColumn = "byte_offset";

    /// <summary>As many as SQLite allows, without our own.</summary>
    public const int MostColumns = 1998;

    private ISqlStatement? _insert;
    private int _columns;

    /// <summary>Makes the table, without what stood there.</summary>
    public void Create(IReadOnlyList<string> columns)
    {
        var listed = string.Concat(columns.Select(column => $", {Quote(column)} TEXT"));
        scratch.Execute($"DROP TABLE IF EXISTS {Quote(name)}; "
            + $"CREATE TABLE {Quote(name)}({RowColumn} INTEGER PRIMARY KEY, {OffsetColumn} INTEGER NOT NULL{listed})");
        _columns = columns.Count;
    }

    /// <summary>Goes on with the table as an earlier loading left it.</summary>
    public void GoOn(IReadOnlyList<string> columns, long offset)
    {
        _columns = columns.Count;
        using var delete = scratch.Prepare($"DELETE FROM {Quote(name)} WHERE {OffsetColumn} >= ?1");
        delete.Bind(1, Value.Of(offset));
        delete.Step();
    }

    /// <summary>Adds a row.</summary>
    public void Add(long row, IRecords record)
    {
        if (record.Columns.Count != _columns || _insert is null) Prepare(record.Columns);
        if (_insert is not { } insert) return;
        insert.Bind(1, Value.Of(row));
        insert.Bind(2, Value.Of(record.Offset));
        for (var column = 0; column < _columns; column++)
        {
            insert.Bind(column + 3, record.Field(column) is { Array: { } bytes } text
                ? Value.OfText(bytes, text.Offset, text.Count)
                : Value.Null);
        }

        insert.Step();
    }

    /// <summary>Makes the columns that packs find rows by quick to search: names, numbers, codes and whatever ends in ID or SKU.</summary>
    public void Index(IReadOnlyList<string> columns)
    {
        foreach (var column in columns.Where(column => KeyColumn().IsMatch(column)))
            scratch.Execute($"CREATE INDEX IF NOT EXISTS {Quote($"{name} by {column}")} ON {Quote(name)}({Quote(column)})");
    }

    /// <inheritdoc/>
    public void Dispose() => _insert?.Dispose();

    private void Prepare(IReadOnlyList<string> columns)
    {
        _insert?.Dispose();
        foreach (var added in columns.Skip(_columns)) scratch.Execute($"ALTER TABLE {Quote(name)} ADD COLUMN {Quote(added)} TEXT");
        _columns = columns.Count;
        var names = string.Concat(columns.Select(column => ", " + Quote(column)));
        var values = string.Join(", ", Enumerable.Range(1, columns.Count + 2).Select(number => "?" + number));
        _insert = scratch.Prepare($"INSERT INTO {Quote(name)}({RowColumn}, {OffsetColumn}{names}) VALUES ({values})");
    }

    private static string Quote(string text) => SqliteDialect.Instance.Quote(text);

    [GeneratedRegex(
        "^(id|name|number|code|handle|email|phone|sku|key)$|[ _](id|sku)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex KeyColumn();
}
