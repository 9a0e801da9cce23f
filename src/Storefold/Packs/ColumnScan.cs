using System.Text.Json;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Packs;

/// <summary>
/// Looks at a few columns of one read file, row by row, without building aggregates: what channels and programmes a shop
/// has. It stops at a bound, so that a look at a large shop stays a look.
/// </summary>
public static class ColumnScan
{
    /// <summary>Calls <paramref name="see"/> with the wanted cells of each row; a column that the file lacks is absent.</summary>
    /// <returns>False when the bound was reached before the end.</returns>
    public static bool Each(
        ISqlSession session, PackModel pack, RowDef row, IReadOnlyList<string> columns, int bound, Action<Value[]> see)
    {
        if (pack.Sql(session.Dialect, $"read/{row.Name}.sql") is not { } sql) return true;
        using var statement = session.Prepare(KeyMarker.Replace(sql, KeyRange.All, session.Sql));
        var ordinals = columns.Select(column => OrdinalOf(statement, column)).ToArray();
        var cells = new Value[ordinals.Length];
        for (var rows = 0; statement.Step(); rows++)
        {
            if (rows == bound)
            {
                statement.Reset();
                return false;
            }

            var arena = new Arena();
            for (var at = 0; at < cells.Length; at++) cells[at] = ordinals[at] < 0 ? Value.Null : statement.Read(ordinals[at], arena);
            see(cells);
        }

        return true;
    }

    /// <summary>True when the read file returns the column.</summary>
    public static bool Has(ISqlSession session, PackModel pack, RowDef row, string column)
    {
        if (pack.Sql(session.Dialect, $"read/{row.Name}.sql") is not { } sql) return false;
        using var statement = session.Prepare(KeyMarker.Replace(sql, KeyRange.All, session.Sql));
        return OrdinalOf(statement, column) >= 0;
    }

    /// <summary>The channel or store codes in a cell of the column <c>sites</c>: one code, or a JSON array of them.</summary>
    public static IReadOnlyList<string> Channels(in Value sites)
    {
        if (sites.IsNull) return [];
        var text = sites.ToString();
        if (!text.StartsWith('[')) return [text];
        try
        {
            using var list = JsonDocument.Parse(text);
            return [.. list.RootElement.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? item.GetString() ?? "" : item.GetRawText())];
        }
        catch (JsonException)
        {
            return [text];
        }
    }

    private static int OrdinalOf(ISqlStatement statement, string column)
    {
        for (var ordinal = 0; ordinal < statement.ColumnCount; ordinal++)
        {
            if (string.Equals(statement.ColumnName(ordinal), column, StringComparison.OrdinalIgnoreCase)) return ordinal;
        }

        return -1;
    }
}
