using System.Net.Sockets;
using System.Security.Authentication;
using System.Text.RegularExpressions;
using Npgsql;
using Storefold.Packs.Sql;

namespace Storefold.Connectors.Postgres;

/// <summary>
/// Turns what Npgsql throws into the three kinds that the commands know (PostgreSQL's manual, appendix A, "Error Codes"). Details
/// of the server are left out, as are quoted values in messages and all that triggers say: they repeat rows of the shop.
/// </summary>
internal static partial class PostgresErrors
{
    private const int Shown = 160;

    private static readonly List<string> Languages = ["plperl", "plpy", "pltcl", "plv8"];

    /// <summary>The error of a session that is shown as <paramref name="place"/>.</summary>
    public static StoreException Translate(Exception problem, string place, string doing) => problem switch
    {
        StoreException known => known,
        PostgresException refused => Refused(refused, place, doing),
        NpgsqlException { InnerException: AuthenticationException tls } =>
            new($"{place}: no encrypted connection: {tls.Message} (see sslmode= and sslrootcert=)", inner: problem) { IsSchema = true },
        NpgsqlException { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData } } =>
            new($"{place}: there is no such host.", inner: problem) { IsSchema = true },
        NpgsqlException { InnerException: SocketException socket } =>
            new($"{place} cannot be reached: {Name(socket)}.", isTransient: true, problem) { IsUnreachable = true },
        TimeoutException or NpgsqlException { InnerException: TimeoutException } =>
            new($"{place} did not answer in time (in: {Shorten(doing)})", isTransient: true, problem),
        NpgsqlException { InnerException: IOException or ObjectDisposedException } or NpgsqlException { IsTransient: true } =>
            new($"{place}: the connection was lost (in: {Shorten(doing)})", isTransient: true, problem),
        NpgsqlException other when other.Message.Contains("password", StringComparison.OrdinalIgnoreCase) =>
            new($"{place}: the server asks for a password, and the plan has none: write ${{NAME}} behind the user.", inner: problem)
            {
                IsSchema = true,
            },
        NpgsqlException other when IsCutShort(other) =>
            new($"{place}: the server went down while the connection was opened", isTransient: true, problem),
        NpgsqlException other when other.Message.Contains("unknown response", StringComparison.Ordinal) =>
            new($"{place}: what answers there is no PostgreSQL server.", inner: problem) { IsSchema = true },
        NpgsqlException other when other.Message.Contains("SSL", StringComparison.Ordinal) =>
            new($"{place}: the server offers no encrypted connection, which sslmode= asks for.", inner: problem) { IsSchema = true },
        InvalidOperationException or IOException or SocketException =>
            new($"{place}: the connection was lost (in: {Shorten(doing)})", isTransient: true, problem),
        _ => new($"{place}: {problem.Message} (in: {Shorten(doing)})", inner: problem),
    };

    /// <summary>Whether the error is one that a driver can throw.</summary>
    public static bool IsOurs(Exception problem) =>
        problem is NpgsqlException or InvalidOperationException or IOException or SocketException or TimeoutException;

    /// <summary>
    /// Whether the server, asked for an encrypted connection, answered with an error as it ended: instead of yes or no, or right behind
    /// it. Unencrypted data there could also be an attack (CVE-2021-23222); the driver reads none of it.
    /// </summary>
    private static bool IsCutShort(NpgsqlException problem) =>
        problem.Message.Contains("unknown response E ", StringComparison.Ordinal)
        || problem.Message.Contains("unencrypted data", StringComparison.Ordinal);

    private static StoreException Refused(PostgresException refused, string place, string doing)
    {
        var code = refused.SqlState;
        var text = code switch
        {
            _ when IsRaised(refused) => $"{place}: a trigger of the shop refused it",
            PostgresErrorCodes.InsufficientPrivilege => $"{place}: {refused.MessageText}; grant the user of the plan that right",
            PostgresErrorCodes.ReadOnlySqlTransaction => $"{place} is only read here: {refused.MessageText}",
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                $"{place}: the server refused the user or the password",
            PostgresErrorCodes.InvalidCatalogName => $"{place}: there is no such database on the server",
            PostgresErrorCodes.DiskFull => $"The disk of {place} is full",
            PostgresErrorCodes.TooManyConnections => $"{place} has no connection left: {refused.MessageText}",
            PostgresErrorCodes.CannotConnectNow => $"{place} is starting up or going down",
            PostgresErrorCodes.LockNotAvailable => $"{place}: rows or tables are locked by another program",
            PostgresErrorCodes.InFailedSqlTransaction => $"{place}: an earlier statement failed and with it the whole transaction",
            PostgresErrorCodes.QueryCanceled => $"{place}: {refused.MessageText} (see statement_timeout= in docs/plan.md)",
            PostgresErrorCodes.CharacterNotInRepertoire => $"{place}: a text is not valid UTF-8 or holds U+0000",
            _ => $"{place}: {Mask(refused)}",
        };
        return new StoreException($"{text} [{code}] (in: {Shorten(doing)})", IsTransient(refused), refused)
        {
            IsSchema = IsSchema(code) && !IsRaised(refused),
            IsRight = code is PostgresErrorCodes.InsufficientPrivilege && !IsRaised(refused),
            IsConstraint = IsConstraint(code) || (IsRaised(refused) && !IsTransient(refused)),
            IsTakenBack = code is ['4', '0', ..] or PostgresErrorCodes.LockNotAvailable,
        };
    }

    private static bool IsTransient(PostgresException refused) => refused.SqlState switch
    {
        // Class 40 are rollbacks (serialisation, deadlock), 08 lost connections, 53 full disks and lack of connections or memory.
        ['4', '0', ..] or ['0', '8', ..] or ['5', '3', ..] => true,
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled => true,
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow => true,
        // Time limits that the server sets on idle transactions, transactions and idle sessions.
        "25P03" or "25P04" or "57P05" => true,
        PostgresErrorCodes.FeatureNotSupported => IsStalePlan(refused),
        _ => false,
    };

    /// <summary>Whether a table changed its columns since the statement was prepared.</summary>
    public static bool IsStalePlan(PostgresException refused) =>
        refused is { SqlState: PostgresErrorCodes.FeatureNotSupported, Routine: "RevalidateCachedQuery" };

    // Wrong SQL, missing tables, columns and rights (42), missing databases (3D) and schemas (3F), refused users (28).
    private static bool IsSchema(string code) =>
        code is ['4', '2', ..] or ['3', 'D', ..] or ['3', 'F', ..] or ['2', '8', ..]
            or PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.DatabaseDropped;

    // Values that a column cannot hold (22), constraints (23), views that refuse rows (44), index entries that are too long (54), and
    // what triggers raise (P0).
    private static bool IsConstraint(string code) =>
        code is ['2', '2', ..] or ['2', '3', ..] or ['4', '4', ..] or ['5', '4', ..] or ['P', '0', ..];

    /// <summary>
    /// Whether a function of the shop raised it, in words of its own, under whatever code: the server names the place in its own
    /// source that an error comes from, and procedural languages raise in theirs.
    /// </summary>
    private static bool IsRaised(PostgresException refused) => refused.SqlState is ['P', '0', ..]
        || refused.Routine is "exec_stmt_raise" or "exec_stmt_assert"
        || Languages.Exists(file => refused.File?.StartsWith(file, StringComparison.Ordinal) is true);

    /// <summary>The message without values: those of class 22 may repeat a customer's row, between the quotation marks of the server's language.</summary>
    private static string Mask(PostgresException refused) =>
        refused.SqlState is ['2', '2', ..] ? Values().Replace(refused.MessageText, "…") : refused.MessageText;

    private static string Name(SocketException problem) => problem.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "nothing listens there",
        SocketError.TimedOut => "it does not answer",
        _ => problem.SocketErrorCode.ToString(),
    };

    private static string Shorten(string sql)
    {
        var line = string.Join(' ', sql.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= Shown ? line : line[..Shown] + "…";
    }

    // From the first mark to the last: a value may hold some itself.
    [GeneratedRegex(@"[""'»«„“‘「].*[""'»«“”’」]|\S*@\S*", RegexOptions.Singleline, Timeout.Infinite)]
    private static partial Regex Values();
}
