using System.Globalization;

namespace Storefold.DatabaseTests.Support;

/// <summary>
/// A real PostgreSQL. It refuses to run as root: there it runs as Debian's user <c>postgres</c>. Databases are in C.UTF-8
/// unless a test asks for another order.
/// </summary>
internal sealed class PostgresServer : DatabaseServer
{
    /// <summary>
    /// Options for <see cref="DatabaseServer.NewDatabase"/>: a database that orders text as people who read English do, so
    /// that lower case comes before upper case and punctuation hardly counts. ICU brings the order, whatever locales the machine has.
    /// </summary>
    public const string EnglishOrder = "TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en-US'";

    private const string Package = "postgresql";

    private static readonly Lazy<PostgresServer> One = Once(() => new PostgresServer(keepsCommits: false));

    private readonly string _postgres = Programs.Find("postgres", Package);
    private readonly string _psql = Programs.Find("psql", Package);

    private PostgresServer(bool keepsCommits)
        : base(keepsCommits)
    {
        if (Environment.IsPrivilegedProcess) Programs.Run("/bin/chown", "postgres", Folder);
        var initdb = AsServer(Programs.Find("initdb", Package));
        Programs.Run(initdb[0], [.. initdb[1..], "-D", Data, "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8",
            "--no-sync", "--no-instructions", "--auth-local=trust", "--auth-host=scram-sha-256"]);
        Start();
        Run(null, $"CREATE ROLE {User} LOGIN PASSWORD '{Password}'");
    }

    private PostgresServer(PostgresServer primary)
        : base(keepsCommits: false)
    {
        IsReplica = true;
        if (Environment.IsPrivilegedProcess) Programs.Run("/bin/chown", "postgres", Folder);
        var copy = AsServer(Programs.Find("pg_basebackup", Package));
        Programs.Run(copy[0], [.. copy[1..], "-D", Data, "-h", primary.Folder, "-p", primary.PortText, "-U", "postgres",
            "--write-recovery-conf", "--wal-method=stream", "--checkpoint=fast", "--no-sync"]);
        Start();
    }

    /// <summary>The server that all tests share: for those who stay inside databases of their own.</summary>
    public static PostgresServer Shared
    {
        get
        {
            // Outside the Lazy, see DatabaseServer.Restore.
            Programs.Find("postgres", Package);
            return One.Value;
        }
    }

    /// <inheritdoc/>
    public override string Scheme => "postgres";

    private string Data => Path.Combine(Folder, "data");

    /// <summary>A server that a test may kill and start again; the test disposes it.</summary>
    public static PostgresServer StartOwn() => new(keepsCommits: true);

    /// <summary>A server that follows this one and can be read; the test disposes it.</summary>
    public PostgresServer StartReplica() => new(this);

    private bool IsReplica { get; }

    /// <inheritdoc/>
    public override void Stop() => End("INT");

    /// <inheritdoc/>
    public override string Run(string? database, string script) => Programs.Run(
        _psql, "-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-h", Folder, "-p", PortText, "-U", "postgres",
        "-d", database ?? "postgres", "-c", script);

    /// <inheritdoc/>
    public override ClientProcess Client(string database) => new(
        _psql, "\\echo {0}", "-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-h", Folder, "-p", PortText, "-U", "postgres", "-d", database);

    /// <inheritdoc/>
    public override void Drop(string database) => Run(null, $"DROP DATABASE {database} WITH (FORCE)");

    /// <inheritdoc/>
    public override string Keep(TestDatabase database)
    {
        Disconnect(database.Name);
        var kept = NextName();
        CreateFrom(database.Name, kept);
        return kept;
    }

    /// <inheritdoc/>
    public override void Disconnect(string database) =>
        Run(null, $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'");

    /// <inheritdoc/>
    public override void Dump(string database, string file) =>
        Programs.Run("/bin/sh", "-c", "\"$1\" -h \"$2\" -p \"$3\" -U postgres \"$4\" > \"$5\"", "dump", Programs.Find("pg_dump", Package), Folder, PortText, database, file);

    /// <inheritdoc/>
    protected override ServerProcess Launch()
    {
        // Nobody else starts a server here, and the one before is gone with its children. Where another server's process has got its
        // number since, PostgreSQL would take that for the one whose lock this is.
        File.Delete(Path.Combine(Data, "postmaster.pid"));
        return new ServerProcess(
            "QUIT", Folder, IsReplica ? "database system is ready to accept read-only connections" : "database system is ready to accept connections",
            [
                .. AsServer(_postgres), "-D", Data, "-p", PortText, "-h", "127.0.0.1", "-k", Folder, "-c", "fsync=off", "-c", "full_page_writes=" + OnOff,
                "-c", "synchronous_commit=" + OnOff, "-c", "shared_buffers=64MB", "-c", "max_wal_size=512MB",
            ]);
    }

    /// <inheritdoc/>
    protected override void CreateDatabase(string name, string? options) => Run(null, $"CREATE DATABASE {name} OWNER {User} {options}");

    /// <inheritdoc/>
    protected override string Prepare(string file)
    {
        var template = NextName();
        CreateDatabase(template, null);
        Programs.Run(
            "/bin/sh", "-c", "xz -dc \"$1\" | \"$2\" -X -q -v ON_ERROR_STOP=1 -h \"$3\" -p \"$4\" -U \"$5\" -d \"$6\" >/dev/null",
            "restore", file, _psql, Folder, PortText, User, template);
        Run(template, "ANALYZE");
        return template;
    }

    /// <inheritdoc/>
    protected override void CreateFrom(string prepared, string name) => CreateDatabase(name, "TEMPLATE " + prepared);

    // Without fsync a commit is with the operating system, which outlives a killed process though not a lost machine.
    private string OnOff => KeepsCommits ? "on" : "off";

    private string PortText => Port.ToString(CultureInfo.InvariantCulture);

    private static string[] AsServer(string program) => Environment.IsPrivilegedProcess
        ? [Programs.Find("setpriv", "util-linux"), "--reuid=postgres", "--regid=postgres", "--clear-groups", program]
        : [program];
}
