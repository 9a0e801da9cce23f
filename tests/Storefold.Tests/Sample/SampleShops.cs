using Storefold.Samples.Poco;
using Storefold.Connectors.Sqlite;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Tests.Sample;

/// <summary>A sample in a folder of its own that goes away with the test.</summary>
public class SampleShops : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("storefold-sample-").FullName;

    public SampleShops(SampleOptions options)
    {
        Folder = Path.Combine(_folder, "shops");
        Report = SampleFolder.Write(Folder, options, Schemas, path => SqliteSession.Open(path, SqliteAccess.Create));
    }

    public static SampleSchemas Schemas { get; } = new(
        File.ReadAllText(Repository.File("packs/poco-store/sqlite/schema.sql")),
        File.ReadAllText(Repository.File("packs/mi-platform/sqlite/schema.sql")));

    public string Folder { get; }

    public SampleReport Report { get; }

    public SqliteSession Poco(SqliteAccess access = SqliteAccess.ReadOnly) =>
        SqliteSession.Open(Path.Combine(Folder, "poco.db"), access);

    public SqliteSession Mi() => SqliteSession.Open(Path.Combine(Folder, "mi.db"), SqliteAccess.ReadOnly);

    /// <summary>All rows of a query, each cell as a person would read it.</summary>
    public static List<string[]> Rows(ISqlSession session, string sql, params Value[] parameters)
    {
        using var statement = session.Prepare(sql);
        for (var index = 0; index < parameters.Length; index++) statement.Bind(index + 1, parameters[index]);
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

    /// <summary>The first cell as a number.</summary>
    public static long Number(ISqlSession session, string sql, params Value[] parameters) =>
        long.Parse(Rows(session, sql, parameters)[0][0]);

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}

/// <summary>One sample for all tests that only read it.</summary>
public sealed class SharedSample() : SampleShops(SampleOptions.Default with { Customers = 600 });
