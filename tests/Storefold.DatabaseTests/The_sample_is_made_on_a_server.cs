using Storefold.Cli;
using Storefold.Connectors;
using Storefold.DatabaseTests.Support;
using Storefold.Packs.Sql;
using Storefold.Planning;

namespace Storefold.DatabaseTests;

/// <summary><c>storefold sample</c> with databases of a server in place of its files.</summary>
public sealed class The_sample_is_made_on_a_server : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("storefold-sample-").FullName;
    private readonly List<TestDatabase> _databases = [];

    private string Shops => Path.Combine(_folder, "shops");

    [Fact]
    public void Its_plan_names_the_databases_and_folds()
    {
        var (poco, mi) = (New(MariaDbServer.Shared), New(PostgresServer.Shared));

        Answer(ExitCode.Ok, "sample", Shops, "--customers", "20", "--poco", poco.PlanAddress, "--mi", mi.PlanAddress);

        Assert.Equal(["plan.yaml", "service-centres.csv"], Directory.GetFiles(Shops).Select(Path.GetFileName).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Answer(ExitCode.Ok, "transfer", Path.Combine(Shops, "plan.yaml"));
        Assert.Contains("no difference", Answer(ExitCode.Ok, "verify", Path.Combine(Shops, "plan.yaml")));
    }

    [Fact]
    public void A_database_that_holds_something_is_left_alone()
    {
        var mi = New(PostgresServer.Shared);
        mi.Execute("CREATE TABLE theirs (id bigint)");

        Assert.Contains("is not empty; name an empty database.", Answer(ExitCode.BadInput, "sample", Shops, "--customers", "20", "--mi", mi.PlanAddress));
        Assert.False(Directory.Exists(Shops));
    }

    [Theory]
    [InlineData("postgres", "mariadb")]
    [InlineData("mariadb", "postgres")]
    public async Task Stopped_on_the_way_it_leaves_both_databases_as_empty_as_they_were(string first, string second)
    {
        var (poco, mi) = (New(ServerOf(first)), New(ServerOf(second)));
        string[] command = ["sample", Shops, "--customers", "20", "--poco", poco.PlanAddress, "--mi", mi.PlanAddress];
        using var stop = new CancellationTokenSource();
        using var output = new StringWriter();
        using var error = new StringWriter();

        // Both are opened to see that they are empty, then each to be filled.
        var runner = new CommandRunner(output, error, TimeProvider.System, new Stopping(stop, opening: 4));
        var exit = await CommandTree.Create(runner).Parse(command).InvokeAsync(cancellationToken: stop.Token);

        Assert.True(exit == ExitCode.WorldFailed, $"exit {exit}: {output}{error}");
        Assert.Contains("was taken away again", error.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Shops));
        Answer(ExitCode.Ok, command);
        Answer(ExitCode.Ok, "check", Path.Combine(Shops, "plan.yaml"));
    }

    [Fact]
    public void Both_shops_in_one_database_are_refused()
    {
        var both = New(PostgresServer.Shared);

        Assert.Contains("cannot hold both shops", Answer(
            ExitCode.BadInput, "sample", Shops, "--customers", "20", "--poco", both.PlanAddress, "--mi", both.PlanAddress));
        Assert.False(Directory.Exists(Shops));
    }

    [Fact]
    public void An_address_that_is_none_is_explained()
    {
        Assert.Contains("--mi", Answer(ExitCode.BadInput, "sample", Shops, "--customers", "20", "--mi", "postgres:/mi"));
        Assert.Contains("is no server", Answer(ExitCode.BadInput, "sample", Shops, "--customers", "20", "--mi", "sqlite:" + Empty()));
        Assert.False(Directory.Exists(Shops));
    }

    private static DatabaseServer ServerOf(string kind) => kind is "postgres" ? PostgresServer.Shared : MariaDbServer.Shared;

    public void Dispose()
    {
        foreach (var database in _databases) database.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Answer(int code, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var found = CommandTree.RunAsync(new CommandRunner(output, error, TimeProvider.System), args).GetAwaiter().GetResult();
        Assert.True(found == code, $"exit {found}\n{output}\n{error}");
        return output.ToString() + error;
    }

    private TestDatabase New(DatabaseServer server)
    {
        var database = server.NewDatabase();
        _databases.Add(database);
        return database;
    }

    private string Empty()
    {
        var file = Path.Combine(_folder, "empty.db");
        File.WriteAllBytes(file, []);
        return file;
    }

    /// <summary>A signal that comes while a database is opened.</summary>
    private sealed class Stopping(CancellationTokenSource stop, int opening) : IConnections
    {
        private int _opened;

        public ISqlSession Open(ConnectionModel connection, SessionUse use)
        {
            if (++_opened == opening) stop.Cancel();
            return new Connections().Open(connection, use);
        }
    }
}
