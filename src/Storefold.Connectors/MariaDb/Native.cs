using System.Runtime.InteropServices;

namespace Storefold.Connectors.MariaDb;

/// <summary>
/// MariaDB Connector/C 3 (<c>libmariadb.so.3</c>): the only place that knows the library. Layouts are those of its public
/// headers <c>mysql.h</c> and <c>mariadb_stmt.h</c> on 64-bit systems; <see cref="LayoutProbe"/> holds them against the installed
/// library once per process. The library has no state per thread, so a session may move between threads.
/// </summary>
internal static unsafe partial class Native
{
    /// <summary>File name of the library.</summary>
    public const string Library = "libmariadb.so.3";

    /// <summary>Bit of <see cref="ServerStatus"/>: a transaction is open.</summary>
    public const uint StatusInTransaction = 1;

    /// <summary>Bit of <see cref="ServerStatus"/>: the statement that was executed left a cursor on the server.</summary>
    public const uint StatusCursor = 64;

    /// <summary>Client flag: CALL may return results.</summary>
    public const ulong MultiResults = 1UL << 17;

    /// <summary>No further row.</summary>
    public const int NoData = 100;

    /// <summary>What <see cref="StatementAttribute"/> sets.</summary>
    public const int CursorType = 1, PrefetchRows = 2;

    private const int ConnectionServerStatus = 30;

    [LibraryImport(Library, EntryPoint = "mysql_init")]
    internal static partial nint Initialise(nint memory);

    [LibraryImport(Library, EntryPoint = "mysql_options")]
    internal static partial int Option(nint connection, Option option, void* value);

    [LibraryImport(Library, EntryPoint = "mysql_options4")]
    internal static partial int Option(nint connection, Option option, byte* key, byte* value);

    [LibraryImport(Library, EntryPoint = "mysql_real_connect", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint Connect(
        nint connection, string? host, string? user, string? password, string? database, uint port, string? socket, ulong flags);

    [LibraryImport(Library, EntryPoint = "mysql_close")]
    internal static partial void Close(nint connection);

    [LibraryImport(Library, EntryPoint = "mysql_errno")]
    internal static partial uint Error(nint connection);

    [LibraryImport(Library, EntryPoint = "mysql_error")]
    internal static partial byte* ErrorText(nint connection);

    [LibraryImport(Library, EntryPoint = "mysql_real_query")]
    internal static partial int Query(nint connection, byte* sql, ulong length);

    [LibraryImport(Library, EntryPoint = "mysql_store_result")]
    internal static partial nint StoreResult(nint connection);

    [LibraryImport(Library, EntryPoint = "mysql_next_result")]
    internal static partial int NextResult(nint connection);

    [LibraryImport(Library, EntryPoint = "mysql_num_fields")]
    internal static partial uint FieldCount(nint result);

    [LibraryImport(Library, EntryPoint = "mysql_fetch_row")]
    internal static partial byte** FetchRow(nint result);

    [LibraryImport(Library, EntryPoint = "mysql_fetch_lengths")]
    internal static partial ulong* FetchLengths(nint result);

    [LibraryImport(Library, EntryPoint = "mysql_free_result")]
    internal static partial void FreeResult(nint result);

    [LibraryImport(Library, EntryPoint = "mysql_warning_count")]
    internal static partial uint WarningCount(nint connection);

    [LibraryImport(Library, EntryPoint = "mysql_get_socket")]
    internal static partial int Socket(nint connection);

    [LibraryImport(Library, EntryPoint = "mysql_set_local_infile_handler")]
    internal static partial void SetLocalInfile(
        nint connection,
        delegate* unmanaged[Cdecl]<void**, byte*, void*, int> begin,
        delegate* unmanaged[Cdecl]<void*, byte*, uint, int> read,
        delegate* unmanaged[Cdecl]<void*, void> end,
        delegate* unmanaged[Cdecl]<void*, byte*, uint, int> error,
        void* state);

    [LibraryImport(Library, EntryPoint = "mysql_stmt_init")]
    internal static partial nint StatementInitialise(nint connection);

    [LibraryImport(Library, EntryPoint = "mysql_stmt_prepare")]
    internal static partial int StatementPrepare(nint statement, byte* sql, ulong length);

    [LibraryImport(Library, EntryPoint = "mysql_stmt_attr_set")]
    internal static partial byte StatementAttribute(nint statement, int attribute, ulong* value);

    [LibraryImport(Library, EntryPoint = "mysql_stmt_param_count")]
    internal static partial ulong StatementParameters(nint statement);

    [LibraryImport(Library, EntryPoint = "mysql_stmt_bind_param")]
    internal static partial byte StatementBind(nint statement, MysqlBind* parameters);

    [LibraryImport(Library, EntryPoint = "mysql_stmt_execute")]
    internal static partial int StatementExecute(nint statement);

    [LibraryImport(Library, EntryPoint = "mysql_stmt_store_result")]
    internal static partial int StatementStore(nint statement);

    [LibraryImport(Library, EntryPoint = "mysql_stmt_fetch")]
    internal static partial int StatementFetch(nint statement);

    [LibraryImport(Library, EntryPoint = "mysql_stmt_free_result")]
    internal static partial byte StatementFree(nint statement);

    [LibraryImport(Library, EntryPoint = "mysql_stmt_reset")]
    internal static partial byte StatementReset(nint statement);

    [LibraryImport(Library, EntryPoint = "mysql_stmt_close")]
    internal static partial byte StatementClose(nint statement);

    [LibraryImport(Library, EntryPoint = "mysql_stmt_errno")]
    internal static partial uint StatementError(nint statement);

    [LibraryImport(Library, EntryPoint = "mysql_stmt_error")]
    internal static partial byte* StatementErrorText(nint statement);

    /// <summary>The status bits that the server sent with its last answer that was not an error.</summary>
    internal static uint ServerStatus(nint connection)
    {
        uint status = 0;
        _ = Information(connection, ConnectionServerStatus, &status);
        return status;
    }

    /// <summary>
    /// The cells of the row that was fetched last, where no buffers are bound: the library then only notes where each cell of
    /// the row begins and how long it is, and nothing is copied or cut.
    /// </summary>
    internal static MysqlBind* Cells(nint statement) => ((MysqlStatement*)statement)->Bind;

    /// <summary>The columns of the result as the last answer described them.</summary>
    internal static ReadOnlySpan<MysqlField> Fields(nint statement) =>
        new(((MysqlStatement*)statement)->Fields, (int)((MysqlStatement*)statement)->FieldCount);

    // Variadic in C, but no argument follows: on every 64-bit convention of Linux that is the same call.
    [LibraryImport(Library, EntryPoint = "mariadb_get_infov")]
    private static partial byte Information(nint connection, int what, void* value);
}

/// <summary><c>enum mysql_option</c>, as far as used.</summary>
internal enum Option
{
    ConnectTimeout = 0,
    CharacterSet = 7,
    LocalInfile = 8,
    Protocol = 9,
    VerifyServerCertificate = 21,
    CertificateAuthority = 27,
    ConnectionAttribute = 33,
    EnforceTls = 38,
}

/// <summary><c>enum enum_field_types</c>.</summary>
internal enum FieldType
{
    Decimal = 0,
    Tiny = 1,
    Short = 2,
    Long = 3,
    Float = 4,
    Double = 5,
    Null = 6,
    Timestamp = 7,
    LongLong = 8,
    Int24 = 9,
    Date = 10,
    Time = 11,
    DateTime = 12,
    Year = 13,
    NewDate = 14,
    Bit = 16,
    NewDecimal = 246,
    Blob = 252,
    String = 254,
}

/// <summary><c>MYSQL_BIND</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = 112)]
internal unsafe struct MysqlBind
{
    [FieldOffset(0)]
    public ulong* Length;

    [FieldOffset(16)]
    public void* Buffer;

    /// <summary>Where the cell begins in the row, before its length; null for NULL.</summary>
    [FieldOffset(32)]
    public byte* Row;

    [FieldOffset(64)]
    public ulong BufferLength;

    [FieldOffset(96)]
    public FieldType Type;
}

/// <summary>The start of <c>MYSQL_STMT</c>.</summary>
[StructLayout(LayoutKind.Explicit)]
internal unsafe struct MysqlStatement
{
    [FieldOffset(88)]
    public MysqlField* Fields;

    [FieldOffset(96)]
    public uint FieldCount;

    [FieldOffset(120)]
    public MysqlBind* Bind;
}

/// <summary><c>MYSQL_FIELD</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = 128)]
internal unsafe struct MysqlField
{
    /// <summary>Bit of <see cref="Flags"/>.</summary>
    public const uint Unsigned = 32;

    /// <summary><see cref="CharacterSet"/> of what is bytes and not text.</summary>
    public const uint Binary = 63;

    [FieldOffset(0)]
    public byte* Name;

    [FieldOffset(72)]
    public uint NameLength;

    [FieldOffset(100)]
    public uint Flags;

    [FieldOffset(104)]
    public uint Decimals;

    [FieldOffset(108)]
    public uint CharacterSet;

    [FieldOffset(112)]
    public FieldType Type;
}

/// <summary><c>MYSQL_TIME</c>.</summary>
[StructLayout(LayoutKind.Explicit, Size = 40)]
internal struct MysqlTime
{
    /// <summary><c>MYSQL_TIMESTAMP_DATETIME</c>.</summary>
    public const int DateTime = 1;

    [FieldOffset(0)]
    public uint Year;

    [FieldOffset(4)]
    public uint Month;

    [FieldOffset(8)]
    public uint Day;

    [FieldOffset(12)]
    public uint Hour;

    [FieldOffset(16)]
    public uint Minute;

    [FieldOffset(20)]
    public uint Second;

    [FieldOffset(24)]
    public ulong Microseconds;

    [FieldOffset(36)]
    public int Kind;
}
