using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Storefold.DatabaseTests.Support;

/// <summary>
/// A real database server of the tests' own: own folder, own port of the loopback interface, ended with the tests. It has one
/// person who is no administrator, <c>storefold</c>, with a password; the helpers here come as administrator, through the
/// server's own client and its socket, so that what they see does not depend on Storefold's drivers.
/// </summary>
internal abstract class DatabaseServer : IDisposable
{
    /// <summary>Who owns the databases.</summary>
    public const string User = "storefold";

    /// <summary>Password of that person.</summary>
    public const string Password = "s3cret of/the@tests";

    /// <summary>The variable of the environment that holds the password: a plan takes it as it is.</summary>
    public const string PasswordVariable = "STOREFOLD_TEST_PASSWORD";

    private static int s_databases;

    private readonly ConcurrentDictionary<string, Lazy<string>> _restored = new(StringComparer.Ordinal);
    private ServerProcess? _process;

    /// <param name="keepsCommits">Whether what it has committed outlives a kill of its process, as it does in a shop.</param>
    protected DatabaseServer(bool keepsCommits)
    {
        KeepsCommits = keepsCommits;
        Folder = Directory.CreateTempSubdirectory("storefold-db-").FullName;
        Port = FreePort();
    }

    /// <summary>Its port on 127.0.0.1; stays the same when it is started again.</summary>
    public int Port { get; }

    /// <summary>How addresses of it begin.</summary>
    public abstract string Scheme { get; }

    /// <summary>Whether commits outlive a kill of the process; tests that kill nothing are quicker without.</summary>
    protected bool KeepsCommits { get; }

    /// <summary>Folder of its data and of its socket.</summary>
    protected string Folder { get; }

    /// <summary>Its process id.</summary>
    public int Pid => Running.Pid;

    /// <summary>The last lines of its log.</summary>
    public string Log => Running.Said;

    private ServerProcess Running => _process ?? throw new InvalidOperationException("The server is not running.");

    /// <summary>Kills it, as a machine that loses its power does.</summary>
    public void Kill() => End("KILL");

    /// <summary>Ends it in good order; whoever is connected loses the connection.</summary>
    public abstract void Stop();

    /// <summary>Starts it again where it stood. What was committed is there if it was made to keep it.</summary>
    public void Start() => _process = Launch();

    /// <summary>A new database without tables.</summary>
    public TestDatabase NewDatabase(string? options = null)
    {
        var database = new TestDatabase(this, NextName());
        CreateDatabase(database.Name, options);
        return database;
    }

    /// <summary>A database of its own with what a packed dump of the real data holds.</summary>
    /// <param name="dump">Name inside the real data, such as <c>platforms/medusa-2.15.3.pg15.slim.sql.xz</c>.</param>
    public TestDatabase Restore(string dump)
    {
        // Outside the Lazy: it would keep the first test's skip and hand it to all others.
        var file = TestData.Path(dump);
        Programs.Find("xz", "xz-utils");
        var prepared = _restored.GetOrAdd(dump, _ => new Lazy<string>(() => Prepare(file)));
        var database = new TestDatabase(this, NextName());
        CreateFrom(prepared.Value, database.Name);
        return database;
    }

    /// <summary>Keeps a database as it stands, for <see cref="NewFrom"/>; whoever is connected to it loses the connection.</summary>
    /// <returns>The name to ask for it.</returns>
    public abstract string Keep(TestDatabase database);

    /// <summary>A database that begins as one that was kept.</summary>
    public TestDatabase NewFrom(string kept)
    {
        var database = new TestDatabase(this, NextName());
        CreateFrom(kept, database.Name);
        return database;
    }

    /// <summary>Ends every connection to a database, as an administrator does.</summary>
    public abstract void Disconnect(string database);

    /// <summary>Writes a database into a file as SQL, for whoever looks for a fault.</summary>
    public abstract void Dump(string database, string file);

    /// <summary>Runs statements as administrator and answers the rows of the last query: a line each, a tab between cells.</summary>
    public abstract string Run(string? database, string script);

    /// <summary>The server's own client as administrator, for many small scripts.</summary>
    public abstract ClientProcess Client(string database);

    /// <summary>Removes a database; whoever is connected to it loses the connection.</summary>
    public abstract void Drop(string database);

    public void Dispose()
    {
        _process?.Dispose();
        _process = null;
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts the server's process.</summary>
    protected abstract ServerProcess Launch();

    protected abstract void CreateDatabase(string name, string? options);

    /// <summary>Unpacks a dump into whatever <see cref="CreateFrom"/> is quick with.</summary>
    protected abstract string Prepare(string file);

    protected abstract void CreateFrom(string prepared, string name);

    /// <summary>Ends the process with a signal.</summary>
    protected void End(string signal)
    {
        Running.End(signal);
        _process = null;
    }

    protected static string NextName() => $"test_{Interlocked.Increment(ref s_databases)}";

    /// <summary>One server for all tests of the process, started by the first that asks.</summary>
    protected static Lazy<T> Once<T>(Func<T> start)
        where T : DatabaseServer
    {
        Lazy<T>? server = null;
        server = new Lazy<T>(() =>
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) => server!.Value.Dispose();
            return start();
        });
        return server;
    }

    [ModuleInitializer]
    internal static void SetPassword() => Environment.SetEnvironmentVariable(PasswordVariable, Password);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
