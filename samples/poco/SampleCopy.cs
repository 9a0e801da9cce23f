using System.Globalization;
using System.Text.RegularExpressions;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Samples.Poco;

/// <summary>
/// Makes a shop of a sample again in another kind of database: the same rows, in the tables and types that the platform has
/// there. Rows that only SQLite would take (nasty ones) are refused by the other database.
/// </summary>
public static partial class SampleCopy
{
    /// <summary>Columns that refer to tables which are filled later.</summary>
    private static readonly string[] Late = ["reserved_code_id", "held_coupon_code_id"];

    /// <summary>Makes the tables and copies every row.</summary>
    /// <param name="from">The sample as SQLite file.</param>
    /// <param name="to">The other database, empty.</param>
    /// <param name="schema">The pack's <c>schema.sql</c> for it.</param>
    /// <param name="cancel">Stops between two tables; <see cref="Remove"/> takes away what was made by then.</param>
    /// <exception cref="StoreException">A database refused.</exception>
    public static void Copy(ISqlSession from, ISqlSession to, string schema, CancellationToken cancel = default)
    {
        to.Execute(schema);
        // In the order of their creation no table refers to a later one, but for the columns above.
        List<string> tables = [.. Table().Matches(schema).Select(match => match.Groups["name"].Value)];
        from.BeginSnapshot();
        foreach (var table in tables)
        {
            cancel.ThrowIfCancellationRequested();
            to.BeginWrite();
            CopyTable(from, to, table);
            to.Commit();
        }

        to.BeginWrite();
        foreach (var table in tables) CopyLate(from, to, table);
        foreach (var table in tables) MoveCounter(to, table, schema);
        to.Commit();
        from.Commit();
    }

    /// <summary>Takes a shop, whole or half made, out of its database again.</summary>
    /// <param name="session">A session on the database.</param>
    /// <param name="schema">The script that made it.</param>
    public static void Remove(ISqlSession session, string schema)
    {
        // Tables refer to each other in both directions.
        if (session.Sql is not PostgresDialect) session.Execute("SET SESSION foreign_key_checks = 0");
        foreach (var made in Made().Matches(schema).Reverse())
        {
            var cascade = session.Sql is PostgresDialect ? " CASCADE" : "";
            session.Execute($"DROP {made.Groups["kind"].Value} IF EXISTS {made.Groups["name"].Value}{cascade}");
        }
    }

    private static void CopyTable(ISqlSession from, ISqlSession to, string table)
    {
        var columns = Columns(to, table);
        using var rows = from.PrepareScan($"SELECT {string.Join(", ", columns.Select(column => Selected(from, column.Name)))} FROM {table} ORDER BY 1");
        using var bulk = to.Bulk(table, columns);
        var cells = new Value[columns.Count];
        while (rows.Step())
        {
            var arena = new Arena();
            for (var column = 0; column < cells.Length; column++) cells[column] = Converted(rows.Read(column, arena), columns[column].Type);
            bulk.Add(cells);
        }

        bulk.Complete();
    }

    private static string Selected(ISqlSession from, string column) =>
        Late.Contains(column, StringComparer.Ordinal) ? "NULL" : from.Sql.Quote(column);

    private static void CopyLate(ISqlSession from, ISqlSession to, string table)
    {
        foreach (var column in Columns(to, table).Select(column => column.Name).Intersect(Late, StringComparer.Ordinal))
        {
            using var rows = from.PrepareScan($"SELECT id, {column} FROM {table} WHERE {column} IS NOT NULL");
            using var update = to.Prepare($"UPDATE {table} SET {column} = ?2 WHERE id = ?1");
            var arena = new Arena();
            while (rows.Step())
            {
                update.Bind(1, rows.Read(0, arena));
                update.Bind(2, rows.Read(1, arena));
                update.Step();
                update.Reset();
            }
        }
    }

    /// <summary>The platform's next id comes after the copied ones. AUTO_INCREMENT has seen to that by itself.</summary>
    private static void MoveCounter(ISqlSession to, string table, string schema)
    {
        var name = schema.Contains($"CREATE SEQUENCE {table}_id;", StringComparison.Ordinal) ? $"{table}_id"
            : schema.Contains("AS IDENTITY", StringComparison.Ordinal) && Columns(to, table)[0] is { Name: "id", Type: StageType.Integer }
                ? $"{table}_id_seq" : null;
        if (name is null || One(to, $"SELECT max(id) FROM {table}") is not { IsNull: false } highest) return;
        One(to, string.Create(CultureInfo.InvariantCulture, $"SELECT setval({(to.Sql is PostgresDialect ? $"'{name}'" : name)}, {highest.AsInteger()})"));
    }

    private static Value One(ISqlSession session, string sql)
    {
        using var statement = session.Prepare(sql);
        return statement.Step() ? statement.Read(0, new Arena()) : default;
    }

    /// <summary>The columns of a table in their order, as staging columns that hold the same.</summary>
    private static List<StageColumn> Columns(ISqlSession session, string table)
    {
        var schema = session.Sql is PostgresDialect ? "current_schema()" : "database()";
        using var statement = session.Prepare(
            $"SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = {schema} AND table_name = ?1 "
            + "AND is_generated = 'NEVER' ORDER BY ordinal_position");
        statement.Bind(1, Value.Of(table));
        List<StageColumn> columns = [];
        var arena = new Arena();
        while (statement.Step()) columns.Add(new StageColumn(statement.Read(0, arena).ToString(), TypeOf(statement.Read(1, arena).ToString())));
        return columns;
    }

    private static StageType TypeOf(string type) => type switch
    {
        "bigint" => StageType.Integer,
        "boolean" or "tinyint" => StageType.Boolean,
        "numeric" or "decimal" => StageType.Decimal,
        "timestamp with time zone" or "datetime" => StageType.Time,
        "jsonb" => StageType.Json,
        _ => StageType.Text,
    };

    private static Value Converted(in Value cell, StageType type) => type switch
    {
        _ when cell.IsNull => cell,
        StageType.Decimal => Value.Of(decimal.Parse(cell.ToString(), CultureInfo.InvariantCulture)),
        StageType.Time => Value.OfTime((DateTimeOffset.Parse(cell.ToString(), CultureInfo.InvariantCulture).UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / 10),
        _ => cell,
    };

    [GeneratedRegex(@"^CREATE (?<kind>TABLE|SEQUENCE|FUNCTION) (?<name>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex Made();

    [GeneratedRegex(@"^CREATE TABLE (?<name>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Table();
}
