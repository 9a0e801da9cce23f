using System.Globalization;
using Npgsql;
using Storefold.Packs.Sql;
using Storefold.Planning.Reading;

namespace Storefold.Connectors.Postgres;

/// <summary>What a session knows of itself.</summary>
/// <param name="Display">What may be shown of the connection.</param>
/// <param name="ReadOnly">Whether writes are refused.</param>
/// <param name="BinaryOrder">Whether the database itself orders text by its bytes.</param>
/// <param name="ClientTimeout">Seconds after which the driver gives up a statement; 0 for never.</param>
internal sealed record PostgresSettings(string Display, bool ReadOnly, bool BinaryOrder, int ClientTimeout);

/// <summary>Opens sessions: the address, the session's settings, and whether the server can be used at all.</summary>
internal static class PostgresOpening
{
    private const int OldestVersion = 130_000, FirstWithConnectionCheck = 140_000;
    private const int ReadSeconds = 30, ConnectSeconds = 15, LockSeconds = 10;

    /// <summary>The server ends a statement first; the driver only where the server is gone.</summary>
    private const int Grace = 30;

    public static PostgresSession Open(string text, SessionUse use)
    {
        if (ServerAddress.Read(text, ServerKind.Postgres, out var address) is not null || address is null)
            throw new StoreException("The connection is no address of a PostgreSQL database.") { IsSchema = true };
        if (address.Options.TryGetValue("sslrootcert", out var root) && !File.Exists(root))
            throw new StoreException($"{address.Display}: there is no file of the name in sslrootcert=.") { IsSchema = true };
        var seconds = address.Seconds("statement_timeout", use == SessionUse.Read ? ReadSeconds : 0);
        var timeout = seconds == 0 ? 0 : seconds + Grace;
        NpgsqlDataSource? source = null;
        NpgsqlConnection? connection = null;
        try
        {
            var builder = new NpgsqlSlimDataSourceBuilder(Settings(address, timeout).ConnectionString);
            builder.EnableTransportSecurity();
            // Types beside the built-in ones come as text, so they need not be looked up.
            builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
            source = builder.Build();
            connection = source.OpenConnection();
            var version = Require(connection, address);
            Set(connection, address, use, seconds, version);
            return new PostgresSession(source, connection,
                new PostgresSettings(address.Display, use == SessionUse.Read, HasBinaryOrder(connection), timeout));
        }
        catch (Exception problem)
        {
            connection?.Dispose();
            source?.Dispose();
            if (!PostgresErrors.IsOurs(problem)) throw;
            throw PostgresErrors.Translate(problem, address.Display, "opening the connection");
        }
    }

    private static NpgsqlConnectionStringBuilder Settings(ServerAddress address, int timeout)
    {
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = address.Socket ?? address.Host,
            Port = address.Port,
            Username = address.User,
            Database = address.Database,
            ApplicationName = "storefold",
            // Without a pool a connection ends with its session, and with it every lock, temporary table and prepared statement.
            Pooling = false,
            Enlist = false,
            CommandTimeout = timeout,
            Timeout = address.Seconds("connect_timeout", ConnectSeconds),
            ReadBufferSize = 64 * 1024,
            WriteBufferSize = 64 * 1024,
            SslMode = address.Options.GetValueOrDefault("sslmode") switch
            {
                "disable" => SslMode.Disable,
                "allow" => SslMode.Allow,
                "require" => SslMode.Require,
                "verify-ca" => SslMode.VerifyCA,
                "verify-full" => SslMode.VerifyFull,
                _ => SslMode.Prefer,
            },
        };
        if (address.Socket is null) (settings.TcpKeepAlive, settings.TcpKeepAliveTime, settings.TcpKeepAliveInterval) = (true, 30, 10);
        if (address.Password.Length > 0) settings.Password = address.Password;
        if (address.Options.TryGetValue("sslrootcert", out var root)) settings.RootCertificate = root;
        return settings;
    }

    private static int Require(NpgsqlConnection connection, ServerAddress address)
    {
        using var command = new NpgsqlCommand(
            "SELECT current_setting('server_version_num')::int, current_setting('server_version'), current_setting('server_encoding')", connection);
        using var reader = command.ExecuteReader();
        reader.Read();
        var version = reader.GetInt32(0);
        if (version < OldestVersion)
        {
            throw new StoreException($"{address.Display} is PostgreSQL {reader.GetString(1)}; version 13 or later is needed: upgrade the server, "
                + "or restore a dump of the shop into a newer one.") { IsSchema = true };
        }

        if (!string.Equals(reader.GetString(2), "UTF8", StringComparison.OrdinalIgnoreCase))
        {
            throw new StoreException($"{address.Display} stores text as {reader.GetString(2)}; dump it and restore it into a database that was "
                + "made with ENCODING 'UTF8'.") { IsSchema = true };
        }

        return version;
    }

    private static void Set(NpgsqlConnection connection, ServerAddress address, SessionUse use, int seconds, int version)
    {
        var settings = "SET TimeZone = 'UTC'; SET DateStyle = 'ISO, YMD'; SET IntervalStyle = 'postgres'; SET bytea_output = 'hex'; "
            + "SET extra_float_digits = 1; SET standard_conforming_strings = on; SET client_encoding = 'UTF8'; "
            // Scans are read to their end, and statements of a batch are too short to be worth compiling.
            + "SET cursor_tuple_fraction = 1; SET jit = off; SET client_min_messages = 'error'; "
            + string.Create(CultureInfo.InvariantCulture, $"SET statement_timeout = '{seconds}s'; SET lock_timeout = '{LockSeconds}s'");
        if (use == SessionUse.Read) settings += "; SET default_transaction_read_only = on";
        // A long statement of a killed process ends, too, and gives its locks back.
        if (version >= FirstWithConnectionCheck) settings += "; SET client_connection_check_interval = '5s'";
        if (address.Options.TryGetValue("schema", out var schema)) settings += $"; SET search_path = {PostgresDialect.Instance.Quote(schema)}";
        using (var command = new NpgsqlCommand(settings, connection)) command.ExecuteNonQuery();
        if (schema is null) return;
        using var present = new NpgsqlCommand("SELECT current_schema() IS NOT NULL", connection);
        if (present.ExecuteScalar() is not true)
            throw new StoreException($"{address.Display} has no schema of the name in schema=, or the user may not use it.") { IsSchema = true };
    }

    /// <summary>
    /// Whether text is ordered by its bytes wherever a statement names no collation. The C library's C.UTF-8 is not counted in: its
    /// order is by code points only in newer versions. A column with a collation of its own would lose it.
    /// </summary>
    private static bool HasBinaryOrder(NpgsqlConnection connection)
    {
        const string Query =
            "SELECT CASE coalesce(to_jsonb(d) ->> 'datlocprovider', 'c') WHEN 'c' THEN d.datcollate IN ('C', 'POSIX') WHEN 'b' THEN true ELSE false END "
            + "AND NOT EXISTS (SELECT FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace "
            + "JOIN pg_collation o ON o.oid = a.attcollation WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT a.attisdropped "
            + "AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND o.collname NOT IN ('default', 'C', 'POSIX', 'ucs_basic')) "
            + "FROM pg_database d WHERE d.datname = current_database()";
        using var command = new NpgsqlCommand(Query, connection);
        return command.ExecuteScalar() is true;
    }
}
