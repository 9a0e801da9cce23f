using System.Text.Json;
using Storefold.Connectors.Sqlite;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Connectors.Platform;

/// <summary>
/// Copies of a platform's tables in a scratch database that goes with the session: no file with anybody's data stays behind. Columns have
/// no type, so that each value stays what the platform sent: numbers with decimals as exact text, objects and lists as their JSON.
/// </summary>
internal sealed class TableCopy(SqliteSession scratch, HttpPlatform platform)
{
    /// <summary>Name of the scratch database within the session.</summary>
    public const string Schema = "platform";

    private const int PageRows = 1000, KeysAtOnce = 100;

    /// <summary>Makes the tables where they are missing.</summary>
    public void Create(IEnumerable<RemoteTable> tables)
    {
        foreach (var table in tables)
        {
            scratch.Execute($"CREATE TABLE IF NOT EXISTS {Of(table)}({string.Join(", ", table.Columns.Select(Quote))})");
            foreach (var key in table.Keys)
                scratch.Execute($"CREATE INDEX IF NOT EXISTS {Schema}.{Quote($"{table.Name} by {key}")} ON {Quote(table.Name)}({Quote(key)})");
        }
    }

    /// <summary>Replaces what a copy holds by all rows, or by those that belong to some aggregates.</summary>
    public void Load(RemoteTable table, string entity, IReadOnlyCollection<Value>? keys)
    {
        var path = $"tables/{Uri.EscapeDataString(table.Name)}";
        scratch.Execute("SAVEPOINT storefold_fetch");
        try
        {
            scratch.Execute($"DELETE FROM {Of(table)}");
            using var insert = scratch.Prepare(
                $"INSERT INTO {Of(table)} VALUES ({string.Join(", ", table.Columns.Select((_, at) => $"?{at + 1}"))})");
            if (keys is null) LoadPages(table, path, $"{path}?limit={PageRows}", insert);
            foreach (var some in (keys ?? []).Chunk(KeysAtOnce))
            {
                var asked = string.Concat(some.Select(key => $"&{entity}={Uri.EscapeDataString(key.ToString())}"));
                LoadPages(table, path, $"{path}?limit={PageRows}{asked}", insert);
            }
        }
        catch
        {
            scratch.Execute("ROLLBACK TO storefold_fetch; RELEASE storefold_fetch");
            throw;
        }

        scratch.Execute("RELEASE storefold_fetch");
    }

    private void LoadPages(RemoteTable table, string path, string first, ISqlStatement insert)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var next = (string?)first; next is not null;)
        {
            if (!seen.Add(next)) throw PlatformFault.Of(platform.Display, $"the pages of {path} go round in a circle");
            var answer = platform.Get(next);
            var row = new RemoteRow(table, platform.Display);
            foreach (var line in JsonLines.Of(platform.Display, path, answer))
            {
                row.Read(line.Span);
                for (var column = 0; column < row.Cells.Length; column++) insert.Bind(column + 1, row.Cells[column]);
                insert.Step();
                insert.Reset();
            }

            next = answer.Next;
        }
    }

    private static string Of(RemoteTable table) => $"{Schema}.{Quote(table.Name)}";

    private static string Quote(string name) => SqliteDialect.Instance.Quote(name);
}

/// <summary>One row as a platform sent it.</summary>
internal sealed class RemoteRow(RemoteTable table, string platform)
{
    private readonly Dictionary<string, int> _columns = table.Columns.Select((name, at) => (name, at)).ToDictionary(StringComparer.Ordinal);
    private readonly bool[] _seen = new bool[table.Columns.Count];

    /// <summary>Its cells in the order of the columns.</summary>
    public Value[] Cells { get; } = new Value[table.Columns.Count];

    /// <summary>Reads a line. Every column has to be there, if only with null: a column that was renamed must not read as empty.</summary>
    public void Read(ReadOnlySpan<byte> line)
    {
        Array.Clear(_seen);
        var reader = new Utf8JsonReader(line);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw Fault("holds a line that is no JSON object");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isKnown = _columns.TryGetValue(reader.GetString() ?? "", out var column);
                reader.Read();
                if (isKnown && _seen[column]) throw Fault($"names the column '{table.Columns[column]}' twice in a line");
                var cell = Cell(ref reader, line);
                if (!isKnown) continue;
                Cells[column] = cell;
                _seen[column] = true;
            }

            if (reader.Read()) throw Fault("holds a line with something behind its JSON object");
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            throw Fault("holds a line that is no valid JSON"); // also half of a character alone in an escape, such as \ud83d
        }

        var missing = Array.IndexOf(_seen, false);
        if (missing >= 0) throw Fault($"holds a line without the column '{table.Columns[missing]}'");
    }

    private static Value Cell(ref Utf8JsonReader reader, ReadOnlySpan<byte> line)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return Value.Null;
            case JsonTokenType.True or JsonTokenType.False:
                return Value.Of(reader.TokenType == JsonTokenType.True);
            case JsonTokenType.String:
                var text = new byte[reader.ValueSpan.Length];
                return Value.OfText(text, 0, reader.CopyString(text));
            case JsonTokenType.Number when reader.TryGetInt64(out var number):
                return Value.Of(number);
            default:
                var from = (int)reader.TokenStartIndex;
                reader.Skip();
                var raw = line[from..(int)reader.BytesConsumed].ToArray();
                return Value.OfText(raw, 0, raw.Length);
        }
    }

    private StoreException Fault(string what) => PlatformFault.Of(platform, $"tables/{table.Name} {what}");
}
