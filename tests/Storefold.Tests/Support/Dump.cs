using Storefold.Connectors.Sqlite;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Tests.Support;

/// <summary>Everything that a database holds, as lines that can be compared and read: schema and rows, in a fixed order.</summary>
internal static class Dump
{
    /// <summary>Columns that tell the time of day when something was done.</summary>
    private static readonly HashSet<string> ClockColumns = new(StringComparer.Ordinal)
    {
        "storefold_run.started_at", "storefold_run.finished_at", "storefold_log.at",
        "points_entries.at_ms", "points_entries.effective_ms",
    };

    /// <summary>How many processes it took.</summary>
    private const string Holder = "storefold_run.holder";

    /// <summary>The whole database.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="journal">Whether Storefold's own tables are wanted too.</param>
    /// <param name="anyTime">True when runs at another time of day are to look the same.</param>
    public static List<string> Of(string path, bool journal = true, bool anyTime = false)
    {
        using var session = SqliteSession.Open(path, SqliteAccess.ReadOnly);
        var lines = Lines(session, "schema", "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'storefold_%' OR " + (journal ? "1" : "0"), []);
        foreach (var (table, columns) in session.Tables().OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (!journal && table.StartsWith("storefold_", StringComparison.Ordinal)) continue;
            lines.AddRange(Lines(session, table, $"SELECT * FROM \"{table}\"", Masked(table, columns, anyTime)));
        }

        return lines;
    }

    /// <summary>Fails with the first lines that differ.</summary>
    public static void AssertSame(List<string> expected, List<string> actual, string what)
    {
        if (expected.SequenceEqual(actual, StringComparer.Ordinal)) return;
        var missing = expected.Except(actual, StringComparer.Ordinal).Take(8).Select(line => "  - " + line);
        var extra = actual.Except(expected, StringComparer.Ordinal).Take(8).Select(line => "  + " + line);
        Assert.Fail($"{what}: {expected.Count} lines expected, {actual.Count} found\n{string.Join('\n', missing.Concat(extra))}");
    }

    private static List<string> Lines(ISqlSession session, string table, string sql, HashSet<int> masked)
    {
        using var statement = session.Prepare(sql);
        var lines = new List<string>();
        var arena = new Arena();
        while (statement.Step())
        {
            var cells = Enumerable.Range(0, statement.ColumnCount)
                .Select(column => masked.Contains(column) ? "(any)" : Cell(statement.Read(column, arena)));
            lines.Add($"{table}: {string.Join(" | ", cells)}");
        }

        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    private static string Cell(in Value value) => value.Kind switch
    {
        ValueKind.Null => "NULL",
        ValueKind.Text or ValueKind.Bytes when !System.Text.Unicode.Utf8.IsValid(value.Utf8) || value.Kind == ValueKind.Bytes
            => Convert.ToHexString(value.Utf8),
        ValueKind.Text => "'" + value + "'",
        _ => value.ToString(),
    };

    private static HashSet<int> Masked(string table, IReadOnlyList<string> columns, bool anyTime) =>
        [.. Enumerable.Range(0, columns.Count).Where(column => $"{table}.{columns[column]}" is var name
            && (string.Equals(name, Holder, StringComparison.Ordinal) || (anyTime && ClockColumns.Contains(name))))];
}
