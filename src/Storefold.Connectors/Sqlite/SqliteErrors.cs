using SQLitePCL;
using Storefold.Packs.Sql;

namespace Storefold.Connectors.Sqlite;

/// <summary>Turns SQLite's result codes into the three kinds that the commands know.</summary>
internal static class SqliteErrors
{
    private const int PrimaryCodeMask = 0xFF;

    public static StoreException Translate(int code, string message, string path, string doing)
    {
        var text = (code & PrimaryCodeMask) switch
        {
            // In words of its own, which may repeat a customer's row.
            _ when code == raw.SQLITE_CONSTRAINT_TRIGGER => $"{path}: a trigger of the shop refused it (in: {Shorten(doing)})",
            raw.SQLITE_FULL => $"The disk that holds {path} is full.",
            raw.SQLITE_NOTADB => $"{path} is not a SQLite database.",
            raw.SQLITE_READONLY => $"{path} can only be read.",
            raw.SQLITE_CANTOPEN => $"{path} cannot be opened.",
            raw.SQLITE_CORRUPT => $"{path} is damaged: {message}.",
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"{path} is locked by another program.",
            _ => $"{path}: {message} (in: {Shorten(doing)})",
        };
        return new StoreException(text, (code & PrimaryCodeMask) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED)
        {
            IsSchema = (code & PrimaryCodeMask) is raw.SQLITE_ERROR or raw.SQLITE_NOTADB or raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN,
            IsConstraint = (code & PrimaryCodeMask) is raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH or raw.SQLITE_TOOBIG,
        };
    }

    private static string Shorten(string sql)
    {
        var line = string.Join(' ', sql.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= 160 ? line : line[..160] + "…";
    }
}
