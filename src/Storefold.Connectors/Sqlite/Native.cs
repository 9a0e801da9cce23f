using System.Runtime.InteropServices;

namespace Storefold.Connectors.Sqlite;

/// <summary>
/// The calls that are made per cell and per row, straight into the library that SQLitePCLRaw ships. The profile of a fold
/// showed more time in the safe-handle marshalling around these than in some of them; everything else goes through
/// SQLitePCLRaw. Handles stay owned by SQLitePCLRaw: a statement outlives every call on it.
/// </summary>
internal static partial class Native
{
    private const string Library = "e_sqlite3";

    /// <summary>Tells SQLite to copy what is bound before the call returns.</summary>
    private const nint Transient = -1;

    [LibraryImport(Library, EntryPoint = "sqlite3_step")]
    internal static partial int Step(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_reset")]
    internal static partial int Reset(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_type")]
    [SuppressGCTransition]
    internal static partial int ColumnType(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_int64")]
    [SuppressGCTransition]
    internal static partial long ColumnInt64(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_double")]
    [SuppressGCTransition]
    internal static partial double ColumnDouble(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_null")]
    [SuppressGCTransition]
    internal static partial int BindNull(nint statement, int parameter);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_int64")]
    [SuppressGCTransition]
    internal static partial int BindInt64(nint statement, int parameter, long value);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_double")]
    [SuppressGCTransition]
    internal static partial int BindDouble(nint statement, int parameter, double value);

    /// <summary>Text or bytes of a cell; valid until the statement moves on.</summary>
    internal static unsafe ReadOnlySpan<byte> ColumnBytes(nint statement, int column)
    {
        var bytes = ColumnBlob(statement, column); // before the length, as SQLite asks for
        return new ReadOnlySpan<byte>(bytes, ColumnLength(statement, column));
    }

    internal static unsafe int BindText(nint statement, int parameter, ReadOnlySpan<byte> utf8)
    {
        fixed (byte* bytes = utf8)
        {
            byte none = 0; // an empty text is not NULL, so the pointer must not be
            return BindText(statement, parameter, bytes is null ? &none : bytes, utf8.Length, Transient);
        }
    }

    internal static unsafe int BindBlob(nint statement, int parameter, ReadOnlySpan<byte> content)
    {
        fixed (byte* bytes = content)
        {
            byte none = 0;
            return BindBlob(statement, parameter, bytes is null ? &none : bytes, content.Length, Transient);
        }
    }

    [LibraryImport(Library, EntryPoint = "sqlite3_column_blob")]
    [SuppressGCTransition]
    private static unsafe partial byte* ColumnBlob(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_bytes")]
    [SuppressGCTransition]
    private static partial int ColumnLength(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_text")]
    private static unsafe partial int BindText(nint statement, int parameter, byte* text, int length, nint destructor);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_blob")]
    private static unsafe partial int BindBlob(nint statement, int parameter, byte* content, int length, nint destructor);
}
