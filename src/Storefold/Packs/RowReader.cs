using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Storefold.Packs.Sql;
using Storefold.Shop;

namespace Storefold.Packs;

/// <summary>A pack's file does not do what its contract says. Ends a command with exit code 2: the pack must be mended.</summary>
public sealed class PackException(string message) : Exception(message)
{
    /// <summary>True when a run had begun to write: what it committed stays, whatever was found then.</summary>
    public bool IsMidway { get; set; }
}

/// <summary>Reads the rows of one read file: prepares its variants, maps its columns to fields, decodes its cells.</summary>
internal sealed class RowReader : IDisposable
{
    private enum Use
    {
        Ignored,
        Key,
        Parent,
        Sites,
        Skip,
        Field,
        Extra,
    }

    private readonly ISqlSession _session;
    private readonly PackModel _pack;
    private readonly ValueCodec _codec;
    private readonly string _file;
    private readonly string _sql;
    private readonly Dictionary<KeyRange, ISqlStatement> _statements = [];
    private readonly Dictionary<KeyRange, ISqlStatement> _limited = [];
    private readonly bool[] _integerKeys;
    private readonly bool _integerRoot;
    private (Use Use, int Index, FieldDef? Field)[]? _columns;
    private Value[] _cells = [];
    private string[] _extraNames = [];
    private string[] _columnNames = [];
    private string? _missingRequired;

    public RowReader(ISqlSession session, PackModel pack, RowDef row, ValueCodec codec, bool believesNotes)
    {
        _session = session;
        _pack = pack;
        _codec = codec;
        Row = row;
        _file = $"read/{row.Name}.sql";
        var sql = pack.Sql(session.Dialect, _file) ?? throw new PackException($"Pack {pack.Name} lacks {session.Dialect}/{_file}.");
        _sql = believesNotes ? sql : NoteMarker.Disbelieve(sql);
        _integerRoot = pack.Entities[row.Entity].IntegerKey;
        _integerKeys = [.. row.Fields.Select(field =>
            field.Target is not null && pack.Entities.TryGetValue(field.Target, out var entity) && entity.IntegerKey)];
    }

    public RowDef Row { get; }

    /// <summary>The file, its marker in place.</summary>
    public string Sql => _sql;

    /// <summary>Names of the extra columns; known after the first statement.</summary>
    public IReadOnlyList<string> ExtraNames => _extraNames;

    /// <summary>Position of the parent's key; known after the first statement.</summary>
    public int ParentColumn { get; private set; } = -1;

    /// <summary>True when the file returns sites; known after the first statement.</summary>
    public bool HasSites { get; private set; }

    /// <summary>The statement for a range, bound and ready to step. The caller resets it.</summary>
    public ISqlStatement Open(KeyRange range, in Value first = default, in Value second = default) =>
        Bind(Statement(_statements, range, null), range, first, second);

    /// <summary>
    /// The statement for the first rows above a key. The limit is behind the file's ORDER BY, not around it: a file is never
    /// wrapped in another query, which would keep databases from walking the index.
    /// </summary>
    public ISqlStatement OpenFirst(in Value after, long rows)
    {
        var range = after.IsNull ? KeyRange.All : KeyRange.After;
        var limit = after.IsNull ? 1 : 2;
        var statement = Bind(Statement(_limited, range, string.Create(CultureInfo.InvariantCulture, $"?{limit}")), range, after, Value.Null);
        statement.Bind(limit, Value.Of(rows));
        return statement;
    }

    private ISqlStatement Statement(Dictionary<KeyRange, ISqlStatement> statements, KeyRange range, string? limit)
    {
        if (statements.TryGetValue(range, out var statement)) return statement;
        var sql = KeyMarker.Replace(_sql, range, _session.Sql, _integerRoot);
        statement = _session.Prepare(limit is null ? sql : LimitMarker.Limit(sql, limit));
        statements[range] = statement;
        if (_columns is null) MapColumns(statement);
        return statement;
    }

    private static ISqlStatement Bind(ISqlStatement statement, KeyRange range, in Value first, in Value second)
    {

        if (range is KeyRange.After or KeyRange.Between or KeyRange.UpTo or KeyRange.Listed) statement.Bind(1, first);
        if (range == KeyRange.Between) statement.Bind(2, second);
        return statement;
    }

    /// <summary>Reads the current row.</summary>
    /// <param name="statement">The statement, on a row.</param>
    /// <param name="rootCurrency">Currency of the aggregate, for parts without one of their own.</param>
    /// <param name="arena">Where text goes.</param>
    public ReadRow Read(ISqlStatement statement, string? rootCurrency, Arena arena)
    {
        var columns = _columns ?? [];
        var row = new ReadRow
        {
            Row = new Row { Fields = new Value[Row.Fields.Count], Extras = _extraNames.Length == 0 ? null : new Value[_extraNames.Length] },
        };
        for (var column = 0; column < columns.Length; column++)
        {
            var cell = statement.Read(column, arena);
            _cells[column] = cell;
            switch (columns[column].Use)
            {
                case Use.Key:
                    row.Row.Key = cell;
                    break;
                case Use.Parent:
                    row.Parent = cell;
                    break;
                case Use.Sites:
                    row.Sites = cell;
                    break;
                case Use.Skip:
                    row.Row.Skip = SkipRule(cell);
                    break;
                case Use.Extra:
                    if (row.Row.Extras is { } extras) extras[columns[column].Index] = cell;
                    break;
                default:
                    break;
            }
        }

        DecodeFields(row, rootCurrency, arena);
        return row;
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values.Concat(_limited.Values)) statement.Dispose();
    }

    private void DecodeFields(ReadRow row, string? rootCurrency, Arena arena)
    {
        var columns = _columns ?? [];
        var currency = rootCurrency;
        for (var column = 0; column < columns.Length; column++)
        {
            if (columns[column].Use != Use.Field || columns[column].Index != Row.CurrencyOrdinal || _cells[column].IsNull) continue;
            currency = _cells[column].Kind == ValueKind.Text ? _cells[column].AsText() : null;
            if (currency is null || !Currencies.TryDigits(currency, out _))
                Reject(row, "unknown_currency", "currency", _cells[column].ToString());
        }

        row.Currency = currency;
        for (var column = 0; column < columns.Length; column++)
        {
            if (columns[column] is not { Use: Use.Field, Field: { } field }) continue;
            var refusal = _codec.Decode(field, _cells[column], currency, _integerKeys[field.Ordinal], arena, out var value);
            if (refusal is null) row.Row.Fields[field.Ordinal] = value;
            else Reject(row, refusal, field.Name, _cells[column].ToString());
        }

        // Required fields that the file does not return at all are missing in every row.
        if (row.Rejection is null && _missingRequired is { } missing) Reject(row, "missing_value", missing, "");
    }

    private void Reject(ReadRow row, string code, string? field, string detail)
    {
        if (row.Rejection is not null) return;
        row.Rejection = new Rejection(code, Row.Name, field, detail);
        row.Raw = RawJson();
    }

    /// <summary>The current row as the database returned it.</summary>
    public string RawJson()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            for (var column = 0; column < _cells.Length; column++)
            {
                writer.WritePropertyName(_columnNames[column]);
                WriteCell(writer, _cells[column]);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void WriteCell(Utf8JsonWriter writer, in Value cell)
    {
        if (cell.IsNull) writer.WriteNullValue();
        else if (cell.Kind == ValueKind.Integer) writer.WriteNumberValue(cell.AsInteger());
        else if (cell.Kind == ValueKind.Bytes || (cell.Kind == ValueKind.Text && !Utf8.IsValid(cell.Utf8)))
            writer.WriteStringValue("x'" + Convert.ToHexString(cell.Utf8) + "'");
        else writer.WriteStringValue(cell.ToString());
    }

    private void MapColumns(ISqlStatement statement)
    {
        var columns = new (Use, int, FieldDef?)[statement.ColumnCount];
        var extras = new List<string>();
        var returned = new HashSet<string>(StringComparer.Ordinal);
        _columnNames = new string[statement.ColumnCount];
        for (var column = 0; column < statement.ColumnCount; column++)
        {
            var name = statement.ColumnName(column);
            _columnNames[column] = name;
            columns[column] = Map(name, extras);
            if (columns[column].Item3 is { } field) returned.Add(field.Name);
        }

        Require(_columnNames, Row.Part is null ? "key" : "parent");
        ParentColumn = Array.IndexOf(_columnNames, "parent");
        HasSites = Array.IndexOf(_columnNames, "sites") >= 0;
        _cells = new Value[columns.Length];
        _extraNames = [.. extras];
        _missingRequired = Row.Fields.FirstOrDefault(field => field.Required && !returned.Contains(field.Name))?.Name;
        _columns = columns;
    }

    private (Use, int, FieldDef?) Map(string name, List<string> extras)
    {
        if (Row.Find(name) is { } field) return (Use.Field, field.Ordinal, field);
        if (name.StartsWith("x_", StringComparison.Ordinal))
        {
            extras.Add(name);
            return (Use.Extra, extras.Count - 1, null);
        }

        return name switch
        {
            "key" => (Use.Key, 0, null),
            "parent" when Row.Part is not null => (Use.Parent, 0, null),
            "ordinal" when Row.Part is not null => (Use.Ignored, 0, null),
            "sites" when Row.Part is null => (Use.Sites, 0, null),
            "skip" => (Use.Skip, 0, null),
            _ => throw new PackException(
                $"Pack {_pack.Name}: {_file} returns '{name}', which is neither a field of {Row.Name} nor an extra (x_{name})."),
        };
    }

    private void Require(string[] names, string column)
    {
        if (!names.Contains(column, StringComparer.Ordinal))
            throw new PackException($"Pack {_pack.Name}: {_file} does not return '{column}'.");
    }

    private string? SkipRule(in Value cell)
    {
        if (cell.IsNull) return null;
        var rule = cell.ToString();
        return _pack.Skips.ContainsKey(rule)
            ? rule
            : throw new PackException($"Pack {_pack.Name}: {_file} names the skip rule '{rule}', which pack.yaml does not declare.");
    }
}

/// <summary>A row just read, before it has found its aggregate.</summary>
internal sealed class ReadRow
{
    public required Row Row { get; init; }

    public Value Parent { get; set; }

    public Value Sites { get; set; }

    public string? Currency { get; set; }

    public Rejection? Rejection { get; set; }

    public string Raw { get; set; } = "";

    /// <summary>The refusal as quarantine keeps it.</summary>
    public RejectedRow? AsRejected(RowDef def) => Rejection is null ? null : new RejectedRow(def, Row.Key, Rejection, Raw);
}
