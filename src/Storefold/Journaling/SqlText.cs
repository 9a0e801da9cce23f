using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Journaling;

/// <summary>Short forms for the journal's own statements, which are few and small; see <see cref="JournalSql"/> for their marks.</summary>
internal static class SqlText
{
    /// <summary>Runs a statement with parameters and without results.</summary>
    public static void Run(this ISqlSession session, string sql, params ReadOnlySpan<Value> parameters)
    {
        using var statement = session.PrepareJournal(sql);
        statement.Run(parameters);
    }

    /// <summary>Runs a prepared statement with parameters and without results.</summary>
    public static void Run(this ISqlStatement statement, params ReadOnlySpan<Value> parameters)
    {
        statement.BindAll(parameters);
        while (statement.Step())
        {
            // A statement with RETURNING still has to run to its end.
        }
    }

    /// <summary>Binds parameters from 1 on.</summary>
    public static void BindAll(this ISqlStatement statement, params ReadOnlySpan<Value> parameters)
    {
        for (var index = 0; index < parameters.Length; index++) statement.Bind(index + 1, parameters[index]);
    }

    /// <summary>First column of the first row, or absent.</summary>
    public static Value Scalar(this ISqlSession session, string sql, params ReadOnlySpan<Value> parameters)
    {
        using var statement = session.PrepareJournal(sql);
        statement.BindAll(parameters);
        var value = statement.Step() ? statement.Read(0, new Arena()) : Value.Null;
        statement.Reset();
        return value;
    }

    /// <summary>All rows, for results that are known to be small.</summary>
    public static List<Value[]> Rows(this ISqlSession session, string sql, params ReadOnlySpan<Value> parameters)
    {
        using var statement = session.PrepareJournal(sql);
        return statement.Rows(parameters);
    }

    /// <summary>All rows of a prepared statement, for results that are known to be small.</summary>
    public static List<Value[]> Rows(this ISqlStatement statement, params ReadOnlySpan<Value> parameters)
    {
        statement.BindAll(parameters);
        var arena = new Arena();
        var rows = new List<Value[]>();
        while (statement.Step())
        {
            var row = new Value[statement.ColumnCount];
            for (var column = 0; column < row.Length; column++) row[column] = statement.Read(column, arena);
            rows.Add(row);
        }

        return rows;
    }
}
