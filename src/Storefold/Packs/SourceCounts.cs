using System.Globalization;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Packs;

/// <summary>
/// The bare <c>count(*)</c> of each declared table: where the books start. It is independent of the read files, so a row
/// that a read file loses shows as unexplained.
/// </summary>
public static class SourceCounts
{
    /// <summary>Rows by row name.</summary>
    public static IReadOnlyDictionary<string, long> Of(ISqlSession session, PackModel pack)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (row, tables) in pack.Entities.Values.SelectMany(entity => entity.Tables))
        {
            counts[row] = tables.Sum(table => Count(session, table));
        }

        return counts;
    }

    /// <summary>Rows of the model in one declared table.</summary>
    public static long Count(ISqlSession session, DeclaredTable table)
    {
        var where = table.Where is null ? "" : " WHERE " + table.Where;
        var counted = table.Count is null ? "count(*)" : $"coalesce(sum({table.Count}), 0)";
        var sql = $"SELECT {counted} FROM {session.Sql.Quote(table.Table)}{where}";
        (session as IRemoteRows)?.Fetch("", [sql], null);
        using var statement = session.Prepare(sql);
        statement.Step();
        var cell = statement.Read(0, new Arena());
        // A sum is a decimal in some databases, and a decimal is text.
        var count = cell.Kind == ValueKind.Text ? long.Parse(cell.ToString(), CultureInfo.InvariantCulture) : cell.AsInteger();
        statement.Reset();
        return count;
    }
}
