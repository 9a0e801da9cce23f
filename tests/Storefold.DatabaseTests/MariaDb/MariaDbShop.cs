using Storefold.Connectors;
using Storefold.Packs.Sql;
using Storefold.Planning;
using Storefold.Shop;

namespace Storefold.DatabaseTests.MariaDb;

/// <summary>A database of the shared server, with sessions on it; what a test needs to say what it means.</summary>
internal sealed class MariaDbShop : IDisposable
{
    private readonly List<ISqlSession> _sessions = [];

    public MariaDbShop(string? script = null, string? options = null, MariaDbServer? server = null)
    {
        Database = (server ?? MariaDbServer.Shared).NewDatabase(options);
        if (script is not null) Database.Execute(script);
    }

    public TestDatabase Database { get; }

    public ISqlSession Session(SessionUse use = SessionUse.Write)
    {
        var session = Open(use);
        _sessions.Add(session);
        return session;
    }

    public ISqlSession Open(SessionUse use) => new Connections().Open(new ConnectionModel("mariadb", Database.FullAddress, Database.PlanAddress), use);

    /// <summary>The cells of the first row of a query.</summary>
    public static Value[] Row(ISqlSession session, string sql, params Value[] parameters)
    {
        using var statement = session.Prepare(sql);
        for (var at = 0; at < parameters.Length; at++) statement.Bind(at + 1, parameters[at]);
        Assert.True(statement.Step(), "no row: " + sql);
        return Cells(statement);
    }

    public static Value[] Cells(ISqlStatement statement)
    {
        var arena = new Arena();
        return [.. Enumerable.Range(0, statement.ColumnCount).Select(column => statement.Read(column, arena))];
    }

    /// <summary>Runs a statement with parameters to its end.</summary>
    public static void Run(ISqlSession session, string sql, params Value[] parameters)
    {
        using var statement = session.Prepare(sql);
        for (var at = 0; at < parameters.Length; at++) statement.Bind(at + 1, parameters[at]);
        while (statement.Step())
        {
        }
    }

    public static Value Bytes(params byte[] bytes) => Value.OfBytes(bytes, 0, bytes.Length);

    public void Dispose()
    {
        foreach (var session in _sessions) session.Dispose();
        Database.Dispose();
    }
}
