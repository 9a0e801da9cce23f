using System.Globalization;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Tests.Vendure;

/// <summary>Answers of a database as plain text, so that a failing test shows what a person would see.</summary>
internal static class Sql
{
    /// <summary>All rows; NULL is the word.</summary>
    public static List<string[]> Rows(ISqlSession session, string sql)
    {
        using var statement = session.Prepare(sql);
        var rows = new List<string[]>();
        var arena = new Arena();
        while (statement.Step())
        {
            var row = new string[statement.ColumnCount];
            for (var column = 0; column < row.Length; column++) row[column] = statement.Read(column, arena).ToString();
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Rows with their cells joined by a bar.</summary>
    public static List<string> Lines(ISqlSession session, string sql) =>
        [.. Rows(session, sql).Select(row => string.Join('|', row))];

    /// <summary>The first cell as a number.</summary>
    public static long Number(ISqlSession session, string sql) =>
        long.Parse(Rows(session, sql)[0][0], CultureInfo.InvariantCulture);
}
