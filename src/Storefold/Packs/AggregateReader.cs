using System.Text.Json;
using System.Text.Unicode;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Packs;

/// <summary>
/// Reads aggregates of one entity through a pack's read files: batches in key order, or listed keys. Root and parts are
/// separate statements over the same key range, joined here. Batches cover the whole range of keys, so a part whose root
/// does not exist is seen. The caller opens the snapshot.
/// </summary>
public sealed class AggregateReader : IDisposable
{
    private readonly RowReader _root;
    private readonly RowReader?[] _parts;
    private readonly bool _integerKeys;
    private readonly PackModel _pack;
    private readonly IRemoteRows? _remote;

    /// <summary>A reader over <paramref name="session"/>.</summary>
    /// <param name="session">The database.</param>
    /// <param name="pack">Its pack.</param>
    /// <param name="def">The entity.</param>
    /// <param name="codec">Its values.</param>
    /// <param name="parts">Names of the parts to read, for those who need not judge; null for all.</param>
    /// <param name="believesNotes">True where rows of a transfer are held against what it wrote (<see cref="NoteMarker"/>).</param>
    /// <exception cref="PackException">The pack does not read this entity.</exception>
    public AggregateReader(
        ISqlSession session, PackModel pack, EntityDef def, ValueCodec codec, IReadOnlyCollection<string>? parts = null, bool believesNotes = false)
    {
        Def = def;
        _pack = pack;
        _remote = session as IRemoteRows;
        if (!pack.Entities.TryGetValue(def.Name, out var entity)) throw new PackException($"Pack {pack.Name} has no {def.Name}.");
        _integerKeys = entity.IntegerKey;
        _root = new RowReader(session, pack, def.Root, codec, believesNotes);
        bool IsRead(RowDef part) => parts?.Contains(part.Part ?? "", StringComparer.Ordinal) is not false && pack.Reads(part, session.Dialect);
        _parts = [.. def.Parts.Select(part => IsRead(part) ? new RowReader(session, pack, part, codec, believesNotes) : null)];
    }

    /// <summary>The entity.</summary>
    public EntityDef Def { get; }

    /// <summary>Names of the extra columns by row index (0 is the root), as far as rows were read.</summary>
    public IReadOnlyList<string> ExtraNames(int row) => (row == 0 ? _root : _parts[row - 1])?.ExtraNames ?? [];

    /// <summary>The next batch in key order.</summary>
    /// <param name="after">Key that the batch starts above; absent for the first.</param>
    /// <param name="size">Aggregates wanted; a few more come when keys repeat.</param>
    public AggregateBatch ReadBatch(in Value after, int size)
    {
        Fetch(null);
        var arena = new Arena();
        var found = new List<Aggregate>(Math.Min(size, 4096));
        var currencies = new List<string?>(Math.Min(size, 4096));
        var strays = new List<StrayRow>();
        var rows = 0;
        var until = Value.Null;
        // One more than wanted shows where the next batch begins; where rows share a key it may take more.
        for (var limit = size + 1L; ; limit *= 2)
        {
            rows = ReadRoots(after, size, limit, found, currencies, strays, arena, out until);
            if (!until.IsNull || rows < limit) break;
        }

        var range = (after.IsNull, until.IsNull) switch
        {
            (true, true) => KeyRange.All,
            (false, true) => KeyRange.After,
            (true, false) => KeyRange.UpTo,
            _ => KeyRange.Between,
        };
        var first = after.IsNull ? until : after;
        for (var part = 0; part < _parts.Length; part++)
        {
            if (_parts[part] is { } reader) rows += ReadPart(reader, part, reader.Open(range, first, until), found, currencies, strays, arena);
        }

        if (until.IsNull) rows += ReadUnkeyed(strays, arena);
        return new AggregateBatch(found, after, until, strays, rows);
    }

    /// <summary>Reads roots until one more key than wanted was seen. The rows, and the last key that belongs to the batch.</summary>
    private int ReadRoots(
        in Value after, int size, long limit, List<Aggregate> found, List<string?> currencies, List<StrayRow> strays, Arena arena, out Value until)
    {
        found.Clear();
        currencies.Clear();
        strays.Clear();
        until = Value.Null;
        var rows = 0;
        var last = after;
        var statement = _root.OpenFirst(after, limit);
        try
        {
            while (statement.Step())
            {
                var read = _root.Read(statement, null, arena);
                var order = last.IsNull ? 1 : Value.CompareKeys(read.Row.Key, last);
                if (order > 0 && found.Count >= size)
                {
                    until = last;
                    break;
                }

                rows++;
                if (order < 0 || (order == 0 && found.Count == 0)) throw Unordered(_root, last, read.Row.Key);
                if (order == 0) strays.Add(Skipped(_root, read) ?? Stray(_root, read, "duplicate_key", "another row has the same key"));
                else Add(found, currencies, read, arena);
                last = read.Row.Key;
            }
        }
        finally
        {
            statement.Reset();
        }

        return rows;
    }

    /// <summary>The aggregates with these keys, in key order; keys that do not exist are left out.</summary>
    public IReadOnlyList<Aggregate> ReadKeys(IReadOnlyCollection<Value> keys)
    {
        if (keys.Count == 0) return [];
        Fetch(keys);
        var arena = new Arena();
        var list = Value.Of(JsonList(keys));
        var found = new List<Aggregate>(keys.Count);
        var currencies = new List<string?>(keys.Count);
        var statement = _root.Open(KeyRange.Listed, list);
        while (statement.Step()) Add(found, currencies, _root.Read(statement, null, arena), arena);
        for (var part = 0; part < _parts.Length; part++)
        {
            if (_parts[part] is { } reader) ReadPart(reader, part, reader.Open(KeyRange.Listed, list), found, currencies, null, arena);
        }

        return found;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _root.Dispose();
        foreach (var part in _parts) part?.Dispose();
    }

    private void Fetch(IReadOnlyCollection<Value>? keys) =>
        _remote?.Fetch(Def.Name, [_root.Sql, .. _parts.OfType<RowReader>().Select(part => part.Sql)], keys);

    private void Add(List<Aggregate> found, List<string?> currencies, ReadRow read, Arena arena)
    {
        var rejected = read.AsRejected(Def.Root);
        var key = read.Row.Key;
        if (RefuseKey(key) is { } refusal)
            rejected ??= new RejectedRow(Def.Root, key, new Rejection(refusal, Def.Name, "key", key.ToString()), _root.RawJson());
        string[]? channels = null;
        if (_root.HasSites && !TryReadChannels(read.Sites, out channels))
            rejected ??= new RejectedRow(Def.Root, key, new Rejection("not_json", Def.Name, "sites", read.Sites.ToString()), _root.RawJson());

        var parts = new List<Row>[_parts.Length];
        for (var part = 0; part < parts.Length; part++) parts[part] = [];
        found.Add(new Aggregate
        {
            Def = Def,
            Key = key,
            Root = read.Row,
            Skip = read.Row.Skip,
            Channels = channels,
            Parts = parts,
            Rejected = rejected,
        });
        currencies.Add(read.Currency);
    }

    private int ReadPart(
        RowReader reader, int part, ISqlStatement statement, List<Aggregate> found, List<string?> currencies,
        List<StrayRow>? strays, Arena arena)
    {
        var rows = 0;
        var at = 0;
        var last = Value.Null;
        try
        {
            while (statement.Step())
            {
                // The currency is the root's; the root is known once its key is, so peek at it through the merge.
                var parent = Parent(reader, statement, arena);
                if (!last.IsNull && Value.CompareKeys(parent, last) < 0) throw Unordered(reader, last, parent);
                last = parent;
                while (at < found.Count && Value.CompareKeys(found[at].Key, parent) < 0) at++;
                rows++;
                if (at < found.Count && Value.CompareKeys(found[at].Key, parent) == 0)
                    Attach(found[at], part, reader, reader.Read(statement, currencies[at], arena));
                else
                    AddStray(strays, reader, reader.Read(statement, null, arena));
            }
        }
        finally
        {
            statement.Reset();
        }

        return rows;
    }

    private static Value Parent(RowReader reader, ISqlStatement statement, Arena arena) =>
        statement.Read(reader.ParentColumn, arena);

    private static void Attach(Aggregate aggregate, int part, RowReader reader, ReadRow read)
    {
        var rows = aggregate.Parts[part];
        if (!read.Row.Key.IsNull && rows.Exists(row => row.Key == read.Row.Key))
        {
            read.Rejection ??= new Rejection("duplicate_key", reader.Row.Name, "key", read.Row.Key.ToString());
            if (read.Raw.Length == 0) read.Raw = reader.RawJson();
        }

        rows.Add(read.Row);
        aggregate.Rejected ??= read.AsRejected(reader.Row);
    }

    private static void AddStray(List<StrayRow>? strays, RowReader reader, ReadRow read)
    {
        if (strays is null) return;
        strays.Add(Skipped(reader, read) ?? Stray(reader, read, "orphan", $"{reader.Row.Entity} {read.Parent} does not exist"));
    }

    /// <summary>A row outside every aggregate that a skip rule leaves out, or null.</summary>
    private static StrayRow? Skipped(RowReader reader, ReadRow read) => read.Row.Skip is null
        ? null
        : new StrayRow(new RejectedRow(reader.Row, read.Row.Key, new Rejection("skipped", reader.Row.Name, null, ""), ""), read.Row.Fields, read.Row.Skip);

    private static StrayRow Stray(RowReader reader, ReadRow read, string code, string detail) =>
        new(new RejectedRow(reader.Row, read.Row.Key, new Rejection(code, reader.Row.Name, null, detail), reader.RawJson()), read.Row.Fields, null);

    private int ReadUnkeyed(List<StrayRow> strays, Arena arena)
    {
        var rows = 0;
        var statement = _root.Open(KeyRange.Absent);
        while (statement.Step())
        {
            rows++;
            var read = _root.Read(statement, null, arena);
            strays.Add(Skipped(_root, read) ?? Stray(_root, read, "null_key", "the row has no key"));
        }

        foreach (var reader in _parts)
        {
            if (reader is null) continue;
            var absent = reader.Open(KeyRange.Absent);
            while (absent.Step())
            {
                rows++;
                AddStray(strays, reader, reader.Read(absent, null, arena));
            }
        }

        return rows;
    }

    /// <summary>
    /// Keys must have the declared type as they stand: a text '1' beside a number 1 sorts elsewhere, and would be taken for it.
    /// </summary>
    private string? RefuseKey(in Value key) => (_integerKeys, key.Kind) switch
    {
        (true, ValueKind.Integer) => null,
        (true, _) => "not_an_integer",
        (false, ValueKind.Text) => Utf8.IsValid(key.Utf8) ? null : "invalid_utf8",
        (false, ValueKind.Bytes) => "bytes_in_text",
        _ => "not_a_text",
    };

    private static bool TryReadChannels(in Value sites, out string[] channels)
    {
        channels = [];
        if (sites.IsNull) return true;
        var text = sites.ToString();
        if (!text.StartsWith('['))
        {
            channels = [text];
            return true;
        }

        try
        {
            using var list = JsonDocument.Parse(text);
            channels = [.. list.RootElement.EnumerateArray().Select(item =>
                item.ValueKind == JsonValueKind.String ? item.GetString() ?? "" : item.GetRawText())];
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Keys as a JSON list.</summary>
    internal static string JsonList(IEnumerable<Value> keys)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var key in keys)
            {
                if (key.Kind == ValueKind.Integer) writer.WriteNumberValue(key.AsInteger());
                else writer.WriteStringValue(key.Utf8);
            }

            writer.WriteEndArray();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    private PackException Unordered(RowReader reader, in Value last, in Value next) => new(
        $"Pack {_pack.Name}: read/{reader.Row.Name}.sql does not return its rows in binary order of the key: {next} came after {last}.");
}
