using System.Globalization;
using System.Text.RegularExpressions;

namespace Storefold.DatabaseTests.Support;

/// <summary>A real MariaDB with the settings that Debian ships: utf8mb4, strict mode.</summary>
internal sealed partial class MariaDbServer : DatabaseServer
{
    private const string Package = "mariadb-server";

    private static readonly Lazy<MariaDbServer> One = Once(() => new MariaDbServer(keepsCommits: false));

    private readonly string _mariadbd = Programs.Find("mariadbd", Package);
    private readonly string _mariadb = Programs.Find("mariadb", "mariadb-client");

    private string[] _options;

    private MariaDbServer(bool keepsCommits, params string[] options)
        : base(keepsCommits)
    {
        _options = options;
        // Of its own: a server that starts clears what it takes for left-overs in its temporary folder, and others are at work.
        Directory.CreateDirectory(Temporary);
        Programs.Run(
            Programs.Find("mariadb-install-db", Package), ["--no-defaults", "--datadir=" + Data, "--skip-test-db", "--skip-name-resolve",
            "--auth-root-authentication-method=normal", .. AsRoot]);
        Start();
        foreach (var host in new[] { "127.0.0.1", "localhost" })
        {
            Run(null, $"CREATE USER {User}@'{host}' IDENTIFIED BY '{Password}'; GRANT ALL ON `test\\_%`.* TO {User}@'{host}'");
        }
    }

    /// <summary>The server that all tests share: for those who stay inside databases of their own.</summary>
    public static MariaDbServer Shared
    {
        get
        {
            // Outside the Lazy, see DatabaseServer.Restore.
            Programs.Find("mariadbd", Package);
            return One.Value;
        }
    }

    /// <inheritdoc/>
    public override string Scheme => "mariadb";

    /// <summary>Path of its socket.</summary>
    public string Socket => Path.Combine(Folder, "socket");

    private string Data => Path.Combine(Folder, "data");

    private string Temporary => Path.Combine(Folder, "tmp");

    private static string[] AsRoot => Environment.IsPrivilegedProcess ? ["--user=root"] : [];

    /// <summary>A server that a test may kill and start again; the test disposes it.</summary>
    public static MariaDbServer StartOwn() => new(keepsCommits: true);

    /// <summary>A server that says to be of this version; the test disposes it.</summary>
    public static MariaDbServer StartAs(string version) => new(keepsCommits: false, "--version=" + version);

    /// <summary>A server whose tables share one file, which can be kept from growing; the test disposes it.</summary>
    public static MariaDbServer StartInOneFile() => new(keepsCommits: false, "--innodb-file-per-table=0", "--innodb-autoextend-increment=1");

    /// <summary>Starts it again with at most this much room for what is written from now on.</summary>
    public void Limit(int megabytes)
    {
        Stop();
        var most = (new FileInfo(Path.Combine(Data, "ibdata1")).Length >> 20) + megabytes;
        _options = [.. _options.Where(option => !option.Contains("data-file-path", StringComparison.Ordinal)),
            string.Create(CultureInfo.InvariantCulture, $"--innodb-data-file-path=ibdata1:12M:autoextend:max:{most}M")];
        Start();
    }

    /// <summary>A server that others can follow; the test disposes it.</summary>
    public static MariaDbServer StartPrimary() => new(keepsCommits: false, "--server-id=1", "--log-bin=binlog", "--binlog-format=ROW", "--log-bin-trust-function-creators=1");

    /// <summary>A server that follows this one, which has no database yet; the test disposes it.</summary>
    public MariaDbServer StartReplica()
    {
        var replica = new MariaDbServer(keepsCommits: false, "--server-id=2");
        // Both have made their users themselves.
        Run(null, $"RESET MASTER; CREATE USER follower@'127.0.0.1' IDENTIFIED BY '{Password}'; GRANT REPLICATION SLAVE ON *.* TO follower@'127.0.0.1'");
        replica.Run(null, $"CHANGE MASTER TO MASTER_HOST = '127.0.0.1', MASTER_PORT = {Port}, MASTER_USER = 'follower', MASTER_PASSWORD = '{Password}', "
            + "MASTER_USE_GTID = slave_pos; START SLAVE");
        return replica;
    }

    /// <inheritdoc/>
    public override void Stop() => End("TERM");

    /// <inheritdoc/>
    public override string Run(string? database, string script) => Programs.Run(
        _mariadb, ["--no-defaults", "--default-character-set=utf8mb4", "--batch", "--skip-column-names", "--raw", "--socket=" + Socket, "--user=root",
        "--execute=" + script, .. database is null ? Array.Empty<string>() : [database]]);

    /// <inheritdoc/>
    public override ClientProcess Client(string database) => new(
        _mariadb, "SELECT '{0}';", "--no-defaults", "--default-character-set=utf8mb4", "--batch", "--unbuffered", "--skip-column-names", "--raw",
        "--socket=" + Socket, "--user=root", database);

    /// <inheritdoc/>
    public override void Drop(string database) => Run(null, $"DROP DATABASE `{database}`");

    /// <inheritdoc/>
    public override string Keep(TestDatabase database)
    {
        var file = Path.Combine(Folder, NextName() + ".sql");
        Dump(database.Name, file);
        // The dump names the database, and tables before the sequences that their defaults draw from.
        var dump = File.ReadAllText(file).Replace($"`{database.Name}`.", "", StringComparison.Ordinal);
        var sequences = SequenceText().Matches(dump).Select(match => match.Value);
        File.WriteAllText(file, string.Concat(sequences) + SequenceText().Replace(dump, ""));
        return file;
    }

    /// <inheritdoc/>
    public override void Disconnect(string database)
    {
        var connections = Run(null, $"SELECT id FROM information_schema.processlist WHERE db = '{database}'");
        foreach (var id in connections.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                Run(null, "KILL CONNECTION " + id);
            }
            catch (InvalidOperationException)
            {
                // Gone by itself in the meantime.
            }
        }
    }

    /// <inheritdoc/>
    public override void Dump(string database, string file) => Programs.Run(
        Programs.Find("mariadb-dump", "mariadb-client"), "--no-defaults", "--default-character-set=utf8mb4", "--socket=" + Socket, "--user=root",
        "--skip-lock-tables", "--skip-add-locks", "--single-transaction", "--result-file=" + file, database);

    /// <inheritdoc/>
    protected override ServerProcess Launch() => new(
        "KILL", Folder, "ready for connections",
        [
            _mariadbd, "--no-defaults", "--datadir=" + Data, "--tmpdir=" + Temporary, "--socket=" + Socket, "--pid-file=" + Path.Combine(Folder, "pid"),
            "--port=" + Port.ToString(CultureInfo.InvariantCulture), "--bind-address=127.0.0.1", "--skip-name-resolve",
            "--character-set-server=utf8mb4", "--collation-server=utf8mb4_general_ci", "--local-infile=1", "--innodb-buffer-pool-size=128M",
            // 2: a commit is with the operating system, which outlives a killed process though not a lost machine.
            "--innodb-flush-log-at-trx-commit=" + (KeepsCommits ? "2" : "0"), "--innodb-doublewrite=" + (KeepsCommits ? "1" : "0"),
            "--innodb-flush-method=nosync", "--sync-frm=0", .. _options, .. AsRoot,
        ]);

    /// <inheritdoc/>
    protected override void CreateDatabase(string name, string? options) => Run(null, $"CREATE DATABASE `{name}` {options}");

    /// <inheritdoc/>
    protected override string Prepare(string file)
    {
        var script = Path.Combine(Folder, NextName() + ".sql");
        Programs.Run("/bin/sh", "-c", "xz -dc \"$1\" > \"$2\"", "unpack", file, script);
        return script;
    }

    /// <inheritdoc/>
    protected override void CreateFrom(string prepared, string name)
    {
        CreateDatabase(name, null);
        Programs.Run(
            "/bin/sh", "-c", "\"$1\" --no-defaults --default-character-set=utf8mb4 --socket=\"$2\" --user=root \"$3\" < \"$4\"",
            "restore", _mariadb, Socket, name, prepared);
    }

    [GeneratedRegex(@"^(DROP SEQUENCE|CREATE SEQUENCE|DO SETVAL)\b[^;]*;\n", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex SequenceText();
}
