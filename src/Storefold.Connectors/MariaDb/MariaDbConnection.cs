using System.Runtime.InteropServices;
using System.Text;
using Storefold.Packs.Sql;
using Storefold.Planning.Reading;

namespace Storefold.Connectors.MariaDb;

/// <summary>One connection: text queries, the state of the server, errors. Nothing here knows about transactions.</summary>
internal sealed unsafe class MariaDbConnection : IDisposable
{
    private const int StandardConnectSeconds = 15;

    private const uint TlsFailed = 2026;

    private nint _handle;
    private bool _isLost;

    private MariaDbConnection(nint handle, string display) => (_handle, Display) = (handle, display);

    /// <summary>What may be shown.</summary>
    public string Display { get; }

    /// <summary>For calls that have no wrapper here.</summary>
    public nint Handle => _handle != 0 ? _handle : throw new ObjectDisposedException(Display);

    /// <summary>Whether the server has a transaction open, as of its last answer.</summary>
    public bool InTransaction => (Native.ServerStatus(Handle) & Native.StatusInTransaction) != 0;

    /// <summary>Whether the statement that was executed last left a cursor on the server.</summary>
    public bool LeftCursor => (Native.ServerStatus(Handle) & Native.StatusCursor) != 0;

    /// <summary>Number of the last error of the connection; 0 after success.</summary>
    public uint LastError => Native.Error(Handle);

    /// <summary>Whether the server is gone: the next statement needs another connection.</summary>
    /// <remarks>Once it is, it stays so: the library forgets its last error when a statement is closed.</remarks>
    public bool IsBroken => Note(LastError);

    /// <summary>Connects. Without <c>sslmode</c> a connection to another machine is encrypted where its server can do that.</summary>
    public static MariaDbConnection Open(ServerAddress address)
    {
        var mode = address.Options.GetValueOrDefault("sslmode");
        var local = address.Socket is not null || address.Host is "localhost" or "::1" || address.Host.StartsWith("127.", StringComparison.Ordinal);
        var (connection, failure, code) = Connect(address, mode ?? (local ? "disable" : "require"));
        if (code == TlsFailed && mode is null) (connection, failure, _) = Connect(address, "disable");
        return connection ?? throw failure ?? new StoreException(address.Display);
    }

    /// <summary>Runs one statement; results are read and dropped.</summary>
    public void Run(string sql) => Run(Encoding.UTF8.GetBytes(sql), sql);

    /// <summary>The same for a statement in UTF-8; <paramref name="shown"/> stands in errors.</summary>
    public void Run(ReadOnlySpan<byte> sql, string shown)
    {
        fixed (byte* bytes = sql)
        {
            if (Native.Query(Handle, bytes, (ulong)sql.Length) != 0) throw Failure(shown);
        }

        int more;
        do
        {
            var result = Native.StoreResult(_handle);
            if (result != 0) Native.FreeResult(result);
            else if (Native.Error(_handle) != 0) throw Failure(shown);
            more = Native.NextResult(_handle);
        }
        while (more == 0);
        if (more > 0) throw Failure(shown);
    }

    /// <summary>The rows of a short query, as text.</summary>
    public IReadOnlyList<string?[]> Rows(string sql)
    {
        List<string?[]> rows = [];
        fixed (byte* bytes = Encoding.UTF8.GetBytes(sql))
        {
            if (Native.Query(Handle, bytes, (ulong)Encoding.UTF8.GetByteCount(sql)) != 0) throw Failure(sql);
        }

        var result = Native.StoreResult(_handle);
        if (result == 0) throw Failure(sql);
        try
        {
            var columns = (int)Native.FieldCount(result);
            for (var row = Native.FetchRow(result); row is not null; row = Native.FetchRow(result))
            {
                var lengths = Native.FetchLengths(result);
                var cells = new string?[columns];
                for (var column = 0; column < columns; column++)
                {
                    if (row[column] is not null) cells[column] = Encoding.UTF8.GetString(row[column], (int)lengths[column]);
                }

                rows.Add(cells);
            }
        }
        finally
        {
            Native.FreeResult(result);
        }

        return rows;
    }

    /// <summary>The error that the library holds.</summary>
    public StoreException Failure(string doing)
    {
        Note(LastError);
        return MariaDbErrors.Translate(LastError, Text(Native.ErrorText(_handle)), Display, doing);
    }

    /// <summary>Notes an error of the connection or of one of its statements.</summary>
    /// <returns>Whether the server is gone.</returns>
    public bool Note(uint code) => _isLost |= MariaDbErrors.IsLost(code);

    /// <summary>A text that the library returned.</summary>
    public static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";

    public void Dispose()
    {
        if (_handle == 0) return;
        Native.Close(_handle);
        _handle = 0;
    }

    private static (MariaDbConnection? Connection, StoreException? Failure, uint Code) Connect(ServerAddress address, string mode)
    {
        var handle = Initialise();
        var connection = new MariaDbConnection(handle, address.Display);
        SetOptions(handle, address, mode);
        var socket = address.Socket;
        if (Native.Connect(handle, socket is null ? address.Host : null, address.User, address.Password, address.Database,
            (uint)address.Port, socket, Native.MultiResults) != 0)
        {
            SocketOptions.KeepAlive(Native.Socket(handle));
            return (connection, null, 0);
        }

        var refused = (default(MariaDbConnection), connection.Failure("connect"), connection.LastError);
        connection.Dispose();
        return refused;
    }

    private static nint Initialise()
    {
        try
        {
            return Native.Initialise(0);
        }
        catch (DllNotFoundException missing)
        {
            throw new StoreException($"{Native.Library} is missing, which speaks with MariaDB: install it (Debian and Ubuntu: apt install libmariadb3).",
                isTransient: false, missing) { IsSchema = true };
        }
    }

    private static void SetOptions(nint handle, ServerAddress address, string mode)
    {
        var seconds = (uint)address.Seconds("connect_timeout", StandardConnectSeconds);
        if (seconds > 0) Native.Option(handle, Option.ConnectTimeout, &seconds);
        uint yes = 1, protocol = address.Socket is null ? 1u : 2u; // else "localhost" would mean the socket
        Native.Option(handle, Option.Protocol, &protocol);
        Native.Option(handle, Option.LocalInfile, &yes);
        SetText(handle, Option.CharacterSet, "utf8mb4");
        fixed (byte* key = "program_name\0"u8, name = "storefold\0"u8) Native.Option(handle, Option.ConnectionAttribute, key, name);
        if (mode is "disable") return;
        Native.Option(handle, Option.EnforceTls, &yes);
        if (address.Options.GetValueOrDefault("sslrootcert") is { } root) SetText(handle, Option.CertificateAuthority, root);
        byte verify = mode.StartsWith("verify", StringComparison.Ordinal) ? (byte)1 : (byte)0;
        Native.Option(handle, Option.VerifyServerCertificate, &verify);
    }

    private static void SetText(nint handle, Option option, string text)
    {
        fixed (byte* bytes = Encoding.UTF8.GetBytes(text + "\0")) Native.Option(handle, option, bytes);
    }
}
