using System.Text;
using System.Text.Json;
using Storefold.Connectors.Sqlite;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Connectors.Files;

/// <summary>How far one file was read.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Offset">Everything before this byte is in the table.</param>
/// <param name="Line">Line of that byte.</param>
/// <param name="Rows">Rows before it.</param>
/// <param name="Hash">Hash of the bytes before it.</param>
/// <param name="Size">Size of the file when it was read to its end; -1 while it is not.</param>
/// <param name="Changed">When it was changed last, as of then.</param>
internal sealed record FileState(
    string Name, IReadOnlyList<string> Columns, long Offset, long Line, long Rows, byte[] Hash, long Size, long Changed)
{
    /// <summary>True when there is nothing to do for the file as it is.</summary>
    public bool IsOf(FileInfo file) => Size == file.Length && Changed == file.LastWriteTimeUtc.Ticks;
}

/// <summary>What the scratch database knows of its files; in the same transaction as their rows.</summary>
internal sealed class FileCatalogue(SqliteSession scratch)
{
    /// <summary>The table's name.</summary>
    public const string Table = "storefold_files";

    private static readonly string[] Columns = ["name", "columns", "offset", "line", "rows", "hash", "size", "changed"];

    /// <summary>Makes the catalogue where it is missing.</summary>
    public void Create() => scratch.Execute(
        $"CREATE TABLE IF NOT EXISTS {Table}(name TEXT PRIMARY KEY, columns TEXT NOT NULL, offset INTEGER NOT NULL, "
        + "line INTEGER NOT NULL, rows INTEGER NOT NULL, hash BLOB NOT NULL, size INTEGER NOT NULL, changed INTEGER NOT NULL)");

    /// <summary>All files by name.</summary>
    public IReadOnlyDictionary<string, FileState> Read()
    {
        var states = new Dictionary<string, FileState>(StringComparer.Ordinal);
        var arena = new Arena();
        using var statement = scratch.Prepare($"SELECT {string.Join(", ", Columns)} FROM {Table}");
        while (statement.Step())
        {
            long Number(int column) => statement.Read(column, arena).AsInteger();
            var name = statement.Read(0, arena).ToString();
            states[name] = new FileState(
                name, Names(statement.Read(1, arena).Utf8), Number(2), Number(3), Number(4), statement.Read(5, arena).Utf8.ToArray(), Number(6), Number(7));
        }

        return states;
    }

    /// <summary>Remembers how far a file was read.</summary>
    public void Write(FileState state)
    {
        using var statement = scratch.Prepare(SqliteDialect.Instance.Upsert(Table, Columns, 1));
        Value[] values =
        [
            Value.Of(state.Name), Value.Of(Text(state.Columns)), Value.Of(state.Offset), Value.Of(state.Line), Value.Of(state.Rows),
            Value.OfBytes(state.Hash, 0, state.Hash.Length), Value.Of(state.Size), Value.Of(state.Changed),
        ];
        for (var column = 0; column < values.Length; column++) statement.Bind(column + 1, values[column]);
        statement.Step();
    }

    /// <summary>Forgets a file and its rows.</summary>
    public void Forget(string name, string table)
    {
        scratch.Execute($"DROP TABLE IF EXISTS {SqliteDialect.Instance.Quote(table)}");
        using var statement = scratch.Prepare($"DELETE FROM {Table} WHERE name = ?1");
        statement.Bind(1, Value.Of(name));
        statement.Step();
    }

    private static List<string> Names(ReadOnlySpan<byte> json)
    {
        var names = new List<string>();
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.String) names.Add(reader.GetString() ?? "");
        }

        return names;
    }

    private static string Text(IReadOnlyList<string> names)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var name in names) writer.WriteStringValue(name);
            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
