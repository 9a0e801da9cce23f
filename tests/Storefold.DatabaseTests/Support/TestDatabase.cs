using System.Globalization;

namespace Storefold.DatabaseTests.Support;

/// <summary>One database of a server; goes with the test.</summary>
internal sealed class TestDatabase(DatabaseServer server, string name) : IDisposable
{
    /// <summary>Its server.</summary>
    public DatabaseServer Server => server;

    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>Its address as a plan may write it: the password stands in a variable, which is set for this process.</summary>
    public string PlanAddress => Address("${" + DatabaseServer.PasswordVariable + "}");

    /// <summary>Its address with the password.</summary>
    public string FullAddress => Address(Uri.EscapeDataString(DatabaseServer.Password));

    /// <summary>Runs statements as administrator.</summary>
    public void Execute(string script) => server.Run(name, script);

    /// <summary>The rows of a query: a tab between cells; NULL as the client shows it, which is empty or <c>NULL</c>.</summary>
    public string[] Rows(string sql) => server.Run(name, sql).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The server's own client as administrator, for many small scripts.</summary>
    public ClientProcess Client() => server.Client(name);

    /// <summary>The only cell of a query.</summary>
    public string Cell(string sql) => Assert.Single(Rows(sql));

    /// <summary>The only cell of a query, a number.</summary>
    public long Number(string sql) => long.Parse(Cell(sql), CultureInfo.InvariantCulture);

    public void Dispose() => server.Drop(name);

    private string Address(string password) => string.Create(
        CultureInfo.InvariantCulture, $"{server.Scheme}://{DatabaseServer.User}:{password}@127.0.0.1:{server.Port}/{name}");
}
