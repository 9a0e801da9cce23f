using Storefold.Connectors;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Shop;

namespace Storefold.DatabaseTests.Postgres;

/// <summary>A database of the shared server, with sessions on it.</summary>
internal sealed class PostgresShop : IDisposable
{
    private readonly List<ISqlSession> _sessions = [];

    /// <summary>A database after a script, which the owner of the database runs, as a platform does.</summary>
    public PostgresShop(string? script = null, string? options = null, PostgresServer? server = null)
    {
        Database = (server ?? PostgresServer.Shared).NewDatabase(options);
        if (script is not null) Database.Execute($"SET ROLE {DatabaseServer.User}; {script}");
    }

    public TestDatabase Database { get; }

    public ISqlSession Session(SessionUse use = SessionUse.Write, string options = "")
    {
        var session = Open(Database.FullAddress + options, use);
        _sessions.Add(session);
        return session;
    }

    public static ISqlSession Open(string address, SessionUse use = SessionUse.Read) =>
        new Connections().Open(new ConnectionModel("postgres", address, "postgres://${SHOP}"), use);

    /// <summary>All rows of a query.</summary>
    public static List<Value[]> Rows(ISqlSession session, string sql, params Value[] parameters)
    {
        using var statement = session.Prepare(sql);
        return Rows(statement, parameters);
    }

    public static List<Value[]> Rows(ISqlStatement statement, params Value[] parameters)
    {
        for (var at = 0; at < parameters.Length; at++) statement.Bind(at + 1, parameters[at]);
        var arena = new Arena();
        List<Value[]> rows = [];
        while (statement.Step()) rows.Add([.. Enumerable.Range(0, statement.ColumnCount).Select(column => statement.Read(column, arena))]);
        return rows;
    }

    /// <summary>The cells of the only row of a query.</summary>
    public static Value[] Row(ISqlSession session, string sql, params Value[] parameters) => Assert.Single(Rows(session, sql, parameters));

    /// <summary>The only cell of a query, as it is shown.</summary>
    public static string Cell(ISqlSession session, string sql, params Value[] parameters) => Assert.Single(Row(session, sql, parameters)).ToString();

    public static Value Bytes(params byte[] bytes) => Value.OfBytes(bytes, 0, bytes.Length);

    public void Dispose()
    {
        foreach (var session in _sessions) session.Dispose();
        Database.Dispose();
    }
}
