using System.Globalization;
using System.Text.RegularExpressions;
using Storefold.Packs.Sql;

namespace Storefold.Connectors.MariaDb;

/// <summary>What a server said of itself.</summary>
/// <param name="Version">Its version, as it writes it.</param>
/// <param name="ConnectionId">Number of the connection.</param>
/// <param name="LoadsFiles">Whether it takes LOAD DATA LOCAL.</param>
/// <param name="LargestPacket">Bytes of the longest statement that it takes.</param>
internal sealed record ServerFacts(string Version, long ConnectionId, bool LoadsFiles, long LargestPacket)
{
    public static readonly ServerFacts None = new("", 0, LoadsFiles: false, 0);
}

/// <summary>Brings a new connection into the state that Storefold's SQL expects, whatever the server's own settings are.</summary>
internal static partial class SessionSetup
{
    /// <summary>Nothing is cut or guessed; zero dates and a key of 0 are what they are.</summary>
    private const string Mode = "STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO";

    /// <summary>
    /// Staged rows are gone with the session and emptied before each attempt, so they need no transactions: staging and writing
    /// from it took half the time of InnoDB's. A server may allow one engine only.
    /// </summary>
    private const string StageEngine = "IFNULL(@@enforce_storage_engine, 'Aria')";

    // default_storage_engine: tables of ours need transactions. lc_messages: errors repeat values of rows, and are only known in English.
    private static readonly Version Oldest = new(10, 6);

    /// <summary>Seconds after which the server ends a statement: a shop that goes on selling must not carry a stray one.</summary>
    public static int StandardTimeout(SessionUse use) => use == SessionUse.Read ? 300 : 0;

    public static ServerFacts Apply(MariaDbConnection connection, SessionUse use, int timeoutSeconds)
    {
        var facts = connection.Rows("SELECT VERSION(), CONNECTION_ID(), @@local_infile, @@max_allowed_packet")[0];
        var version = facts[0] ?? "";
        RequireVersion(version, connection.Display);
        connection.Run(string.Create(CultureInfo.InvariantCulture,
            $"""
            SET SESSION sql_mode = '{Mode}', time_zone = '+00:00', autocommit = 1, innodb_strict_mode = 1, foreign_key_checks = 1,
                unique_checks = 1, group_concat_max_len = 1073741824, innodb_lock_wait_timeout = 20, lock_wait_timeout = 60,
                max_statement_time = {timeoutSeconds}, net_write_timeout = 600, net_read_timeout = 600, wait_timeout = 28800,
                sql_big_selects = 1, sql_safe_updates = 0, sql_auto_is_null = 0, sql_notes = 1, max_error_count = 64,
                default_storage_engine = 'InnoDB', default_tmp_storage_engine = {StageEngine}, lc_messages = 'en_US'
            """));
        connection.Run(use == SessionUse.Read
            ? "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
            : "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE");
        return new ServerFacts(version, Number(facts[1]), Number(facts[2]) != 0, Number(facts[3]));
    }

    private static void RequireVersion(string version, string display)
    {
        // MySQL lacks collations and JSON functions that Storefold's statements and the packs use.
        if (!version.Contains("MariaDB", StringComparison.OrdinalIgnoreCase))
        {
            throw new StoreException($"{display} is MySQL {Shown(version)}; Storefold needs MariaDB {Oldest} or newer. "
                + "Load a dump of it into a MariaDB.") { IsSchema = true };
        }

        var number = Numbers().Match(version.StartsWith("5.5.5-", StringComparison.Ordinal) ? version[6..] : version).Value;
        if (!System.Version.TryParse(number, out var parsed) || parsed < Oldest)
            throw new StoreException($"{display} is MariaDB {Shown(version)}; Storefold needs {Oldest} or newer.") { IsSchema = true };
    }

    private static string Shown(string version) => Numbers().Match(version).Value;

    private static long Number(string? text) => long.Parse(text ?? "0", NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\d+\.\d+(\.\d+)?", RegexOptions.ExplicitCapture, Timeout.Infinite)]
    private static partial Regex Numbers();
}
