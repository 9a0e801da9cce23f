using System.Globalization;

namespace Storefold.DatabaseTests.Support;

/// <summary>A real MariaDB with the settings that Debian ships: utf8mb4, strict mode.</summary>
internal sealed class MariaDbServer : DatabaseServer
{
    private const string Package = "mariadb-server";

    private static readonly Lazy<MariaDbServer> One = Once(StartOwn);

    private readonly string _mariadbd = Programs.Find("mariadbd", Package);
    private readonly string _mariadb = Programs.Find("mariadb", "mariadb-client");

    private MariaDbServer()
    {
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
    public static MariaDbServer StartOwn() => new();

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
    protected override ServerProcess Launch() => new(
        "KILL", Folder, "ready for connections",
        [
            _mariadbd, "--no-defaults", "--datadir=" + Data, "--tmpdir=" + Temporary, "--socket=" + Socket, "--pid-file=" + Path.Combine(Folder, "pid"),
            "--port=" + Port.ToString(CultureInfo.InvariantCulture), "--bind-address=127.0.0.1", "--skip-name-resolve",
            "--character-set-server=utf8mb4", "--collation-server=utf8mb4_general_ci", "--local-infile=1", "--innodb-buffer-pool-size=128M",
            "--innodb-flush-log-at-trx-commit=0", "--innodb-doublewrite=0", "--innodb-flush-method=nosync", .. AsRoot,
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
}
